using System.Runtime.CompilerServices;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping;

/// <summary>
/// Takes the varbinds of a reply about several columns to their cells. RFC 3416 section 4.2.3: varbind i belongs to column i modulo the number of
/// columns, an agent may send fewer than were asked for, and a column that has ended goes on with what lies behind it.
/// </summary>
internal ref struct ColumnsMapper : IVarbindHandler
{
    private readonly Span<ColumnPart> _parts;
    private readonly ReadOnlySpan<int> _asked;
    private CellStore _cells;
    private int _next;

    /// <param name="module">Where the varbinds go.</param>
    /// <param name="pool">The lane's pool, for rows that need more room.</param>
    /// <param name="parts">All parts of the poll.</param>
    /// <param name="asked">Those that were asked for, in the order of the request.</param>
    /// <param name="afterMs">Milliseconds from the poll's beginning to this reply.</param>
    public ColumnsMapper(ModuleState module, SnapshotPool pool, Span<ColumnPart> parts, ReadOnlySpan<int> asked, uint afterMs)
    {
        _parts = parts;
        _asked = asked;
        _cells = new CellStore(module, pool, afterMs);
        foreach (var index in asked)
        {
            ref var part = ref parts[index];
            (part.At, part.Taken, part.TakenOctets, part.IsOver) = (part.Row, 0, 0, false);
        }
    }

    /// <summary>
    /// Asks for the memory that a reply goes to, before it is read: of a target that is polled once a minute nothing is in a cache any more. A reply takes
    /// 5 to 7 % less time for it (benchmarks/README.md).
    /// </summary>
    /// <param name="parts">All parts of the poll.</param>
    /// <param name="asked">Those that were asked for.</param>
    /// <param name="rows">Rows of each that were asked for.</param>
    public static void Prefetch(ReadOnlySpan<ColumnPart> parts, ReadOnlySpan<int> asked, int rows)
    {
        TableState? table = null;
        foreach (var index in asked)
        {
            ref readonly var part = ref parts[index];
            if (part.Table != table) (table = part.Table).Prefetch(part.Row, rows);
            part.Prefetch(rows);
        }
    }

    /// <summary>Varbinds of the reply, those behind the ends of columns included.</summary>
    public int Count { get; private set; }

    /// <summary>Varbinds with a value that were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Values whose type has no place in their column.</summary>
    public readonly int Unfit => _cells.Unfit;

    /// <summary>Why reading ended; <see cref="MapStop.EndOfSubtree"/> never, since each part knows its own.</summary>
    public MapStop Stop { get; private set; }

    /// <inheritdoc/>
    public bool OnVarbind(in Varbind varbind)
    {
        ref var part = ref _parts[_asked[_next]];
        if (++_next == _asked.Length) _next = 0;
        Count++;
        if (part.IsOver) return true;
        if (varbind.Value.IsException)
        {
            part.IsOver = true;
            return true;
        }

        var name = varbind.Name;
        var row = part.Table.Rows.Next(part.At);
        if (!IsExpected(part, name, row) && !TryLocate(ref part, name, out row)) return Stop == MapStop.None;
        part.At = row;
        part.Taken++;
        part.TakenOctets += name.Length + varbind.Value.Content.Length;
        part.IsOver = row == part.Until;
        Taken++;
        _cells.Put(part.Object, part.Table, row, name, varbind.Value);
        return !_cells.IsFull || StopWith(MapStop.Limit);
    }

    /// <summary>The hot path: the name is the column with the next row's index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsExpected(in ColumnPart part, ReadOnlySpan<byte> name, int row)
    {
        if (row == RowIndex.None) return false;
        var key = part.Table.Rows.Key(row);
        var prefix = part.Object.Prefix;
        return name.Length == prefix.Length + key.Length && name[prefix.Length..].SequenceEqual(key) && name.StartsWith(prefix);
    }

    /// <summary>A row that is new, that others lack, or that is behind the part's end. False when it is not to be taken.</summary>
    private bool TryLocate(ref ColumnPart part, ReadOnlySpan<byte> name, out int row)
    {
        row = RowIndex.None;
        var prefix = part.Object.Prefix;
        if (!name.StartsWith(prefix))
        {
            part.IsOver = true;
            return false;
        }

        if (name.Length == prefix.Length) return StopWith(MapStop.NotIncreasing); // what was asked for comes after it
        if (!Oid.IsValid(name)) return StopWith(MapStop.Malformed);
        var rows = part.Table.Rows;
        var key = name[prefix.Length..];
        if (part.At != RowIndex.None && Oid.Compare(key, rows.Key(part.At)) <= 0) return StopWith(MapStop.NotIncreasing);
        if (part.Until != RowIndex.None && Oid.Compare(key, rows.Key(part.Until)) > 0)
        {
            part.IsOver = true;
            return false;
        }

        row = _cells.Locate(part.Table, key, part.At);
        return row != RowIndex.None || StopWith(MapStop.Limit);
    }

    private bool StopWith(MapStop stop)
    {
        Stop = stop;
        return false;
    }
}
