using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Mib;

/// <summary>All object types in OID order: one table for the whole fleet. Finds instances and their successors.</summary>
/// <remarks>
/// An instance is a column and a position in the column's row set; no instance is ever written down.
/// One thread: the table remembers which column was found last.
/// </remarks>
internal sealed class ObjectTable
{
    private readonly Column[] _columns;
    private int _lastColumn;

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

    public Column this[in Instance instance] => _columns[instance.Column];

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

    public RowSet RowsOf(in Instance instance, RowSet[] layout) => layout[(int)_columns[instance.Column].Rows];

    /// <summary>The instance with exactly this name.</summary>
    public Lookup TryFind(ReadOnlySpan<byte> name, RowSet[] layout, out Instance instance)
    {
        instance = default;
        var column = ColumnAtOrBefore(name, out var isInside);
        if (!isInside) return Lookup.NoSuchObject;
        var rest = name[_columns[column].Prefix.Length..];
        if (!Oid.TryReadSubId(ref rest, out var index) || !rest.IsEmpty) return Lookup.NoSuchInstance;
        var rows = layout[(int)_columns[column].Rows];
        var position = rows.PositionOf(index);
        instance.Column = column;
        instance.Position = position;
        return position >= 0 && rows.TryGet(position, ref instance.Row) ? Lookup.Found : Lookup.NoSuchInstance;
    }

    /// <summary>The first instance after this name, or false at the end of the MIB view.</summary>
    public bool TryFindAfter(ReadOnlySpan<byte> name, RowSet[] layout, bool skipCounter64, out Instance instance)
    {
        instance = default;
        var column = ColumnAtOrBefore(name, out var isInside);
        if (!isInside) return TryNormalise(column + 1, 0, layout, skipCounter64, ref instance);
        var rest = name[_columns[column].Prefix.Length..];
        // Further sub-identifiers do not matter: no index of ours has more than one, so any longer name lies after its row.
        var position = Oid.TryReadSubId(ref rest, out var index) ? layout[(int)_columns[column].Rows].PositionAfter(index) : 0;
        return TryNormalise(column, position, layout, skipCounter64, ref instance);
    }

    /// <summary>Moves to the next instance; at the end of the MIB view it stays where it is.</summary>
    public bool TryStep(ref Instance instance, RowSet[] layout, bool skipCounter64) =>
        TryNormalise(instance.Column, instance.Position + 1, layout, skipCounter64, ref instance);

    /// <summary>Moves on to the next column while the position is past the rows of this one.</summary>
    private bool TryNormalise(int column, int position, RowSet[] layout, bool skipCounter64, ref Instance instance)
    {
        for (; column < _columns.Length; (column, position) = (column + 1, 0))
        {
            if (skipCounter64 && _columns[column].Type == SmiType.Counter64) continue;
            if (!layout[(int)_columns[column].Rows].TryGet(position, ref instance.Row)) continue;
            instance.Column = column;
            instance.Position = position;
            return true;
        }
        return false;
    }

    /// <summary>The last column whose OID is not after the name (-1: none), and whether the name is inside it.</summary>
    private int ColumnAtOrBefore(ReadOnlySpan<byte> name, out bool isInside)
    {
        // The names of a request, and the requests of a walk, stay in a column or go on to the next.
        isInside = true;
        if (name.StartsWith(_columns[_lastColumn].Prefix)) return _lastColumn;
        if (_lastColumn + 1 < _columns.Length && name.StartsWith(_columns[_lastColumn + 1].Prefix)) return ++_lastColumn;
        var column = Search(name);
        isInside = column >= 0 && name.StartsWith(_columns[column].Prefix); // a prefix ends with a whole sub-identifier
        if (isInside) _lastColumn = column;
        return column;
    }

    private int Search(ReadOnlySpan<byte> name)
    {
        int low = 0, high = _columns.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Oid.Compare(_columns[middle].Prefix, name) > 0) high = middle;
            else low = middle + 1;
        }
        return low - 1;
    }
}
