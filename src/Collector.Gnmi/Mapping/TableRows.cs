using Collector.Gnmi.Mapping.Wire;
using Collector.Pipeline.Store.Live;

namespace Collector.Gnmi.Mapping;

/// <summary>The rows of one table of one target, by the values of their keys.</summary>
/// <remarks>The stream's writer only.</remarks>
internal sealed class TableRows(TablePlan plan, LiveTable table)
{
    private readonly Dictionary<byte[], int> _byKey = new(ByteKeys.Comparer);
    private byte[]?[] _keys = new byte[4][];

    public TablePlan Plan { get; } = plan;

    public LiveTable Table { get; } = table;

    /// <summary>The leaves that have been seen here.</summary>
    public List<Leaf> Leaves { get; } = [];

    /// <summary>Bytes of keys held.</summary>
    public long Bytes { get; private set; }

    public bool TryFind(ReadOnlySpan<byte> key, out int row) => _byKey.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out row);

    /// <summary>The values of a live row's keys, the prefix's target first.</summary>
    public ReadOnlySpan<byte> KeyOf(int row) => _keys[row];

    public int Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> labelBlock)
    {
        var row = Table.AddRow(labelBlock);
        if (row >= _keys.Length) Array.Resize(ref _keys, Math.Max(2 * _keys.Length, row + 1));
        var kept = _keys[row] = key.ToArray();
        _byKey.Add(kept, row);
        Bytes += kept.Length;
        return row;
    }

    /// <summary>Ends a row; the number of its cells.</summary>
    public int Remove(int row)
    {
        Bytes -= _keys[row]!.Length;
        _byKey.Remove(_keys[row]!);
        _keys[row] = null;
        return Table.RemoveRow(row);
    }
}
