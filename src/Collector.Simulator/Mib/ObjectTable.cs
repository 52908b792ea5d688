using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Mib;

/// <summary>All object types in OID order: one table for the whole fleet. Finds instances and their successors.</summary>
/// <remarks>An instance is a column and a position in the column's row set; no instance is ever written down.</remarks>
internal sealed class ObjectTable
{
    private readonly Column[] _columns;

    public ObjectTable()
    {
        var mib = new ColumnList();
        SystemObjects.AddTo(mib);
        InterfaceObjects.AddTo(mib);
        HostResourcesObjects.AddTo(mib);
        EntityObjects.AddTo(mib);
        UcdObjects.AddTo(mib);
        _columns = [.. mib.Columns.Order(Comparer<Column>.Create(static (one, other) => Oid.Compare(one.Prefix, other.Prefix)))];
    }

    public ReadOnlySpan<Column> Columns => _columns;

    public Column this[Instance instance] => _columns[instance.Column];

    /// <summary>The row sets of a device with this many interfaces, by <see cref="RowSetKind"/>.</summary>
    public static RowSet[] Layout(int interfaces, bool endless = false)
    {
        var layout = new RowSet[Enum.GetValues<RowSetKind>().Length];
        layout[(int)RowSetKind.Scalar] = new RowSet([new Row(0, 0)]);
        layout[(int)RowSetKind.Interfaces] = new RowSet([.. Enumerable.Range(1, interfaces).Select(static number => new Row((uint)number, number))], endless);
        layout[(int)RowSetKind.Storage] = new RowSet(HostResourcesObjects.Storage);
        layout[(int)RowSetKind.Processors] = new RowSet(HostResourcesObjects.Processors);
        layout[(int)RowSetKind.Entities] = new RowSet(EntityObjects.Entities);
        layout[(int)RowSetKind.Sensors] = new RowSet(EntityObjects.Sensors);
        layout[(int)RowSetKind.LoadAverages] = new RowSet(UcdObjects.LoadAverages);
        layout[(int)RowSetKind.Disks] = new RowSet(UcdObjects.Disks);
        return layout;
    }

    public RowSet RowsOf(Instance instance, RowSet[] layout) => layout[(int)_columns[instance.Column].Rows];

    /// <summary>The instance with exactly this name.</summary>
    public Lookup TryFind(ReadOnlySpan<byte> name, RowSet[] layout, out Instance instance)
    {
        instance = default;
        var column = ColumnAtOrBefore(name, out var isInside);
        if (!isInside) return Lookup.NoSuchObject;
        var rest = name[_columns[column].Prefix.Length..];
        if (!Oid.TryReadSubId(ref rest, out var index) || !rest.IsEmpty) return Lookup.NoSuchInstance;
        var position = layout[(int)_columns[column].Rows].PositionOf(index);
        instance = new Instance(column, position);
        return position < 0 ? Lookup.NoSuchInstance : Lookup.Found;
    }

    /// <summary>The first instance after this name, or false at the end of the MIB view.</summary>
    public bool TryFindAfter(ReadOnlySpan<byte> name, RowSet[] layout, bool skipCounter64, out Instance instance)
    {
        var column = ColumnAtOrBefore(name, out var isInside);
        if (!isInside) return TryNormalise(new Instance(column + 1, 0), layout, skipCounter64, out instance);
        var rest = name[_columns[column].Prefix.Length..];
        // Further sub-identifiers do not matter: no index of ours has more than one, so any longer name lies after its row.
        var position = Oid.TryReadSubId(ref rest, out var index) ? layout[(int)_columns[column].Rows].PositionAfter(index) : 0;
        return TryNormalise(new Instance(column, position), layout, skipCounter64, out instance);
    }

    public bool TryStep(Instance last, RowSet[] layout, bool skipCounter64, out Instance next) =>
        TryNormalise(last with { Position = last.Position + 1 }, layout, skipCounter64, out next);

    /// <summary>Moves on to the next column while the position is past the rows of this one.</summary>
    private bool TryNormalise(Instance candidate, RowSet[] layout, bool skipCounter64, out Instance instance)
    {
        for (var (column, position) = candidate; column < _columns.Length; (column, position) = (column + 1, 0))
        {
            instance = new Instance(column, position);
            if (skipCounter64 && _columns[column].Type == SmiType.Counter64) continue;
            if (RowsOf(instance, layout).TryGet(position, out _)) return true;
        }
        instance = default;
        return false;
    }

    /// <summary>The last column whose OID is not after the name (-1: none), and whether the name is inside it.</summary>
    private int ColumnAtOrBefore(ReadOnlySpan<byte> name, out bool isInside)
    {
        int low = 0, high = _columns.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Oid.Compare(_columns[middle].Prefix, name) > 0) high = middle;
            else low = middle + 1;
        }
        // One comparison of octets is enough: a prefix ends with a whole sub-identifier.
        isInside = low > 0 && name.StartsWith(_columns[low - 1].Prefix);
        return low - 1;
    }
}
