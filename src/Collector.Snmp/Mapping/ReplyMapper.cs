using System.Runtime.CompilerServices;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping;

/// <summary>
/// Takes the varbinds of one reply to their cells. While names come as the last poll had them, a varbind is a compare and a store;
/// an inserted or lost row costs one look-up, and the next name is expected again. Next: <see cref="ModuleState.Finish"/>.
/// </summary>
internal ref struct ReplyMapper : IVarbindHandler
{
    private readonly ModuleState _module;
    private readonly ReadOnlySpan<byte> _root;
    private CellStore _cells;
    private MappedObject? _object;
    private TableState? _table;
    private int _row;
    private bool _isWholeColumn;
    private ReadOnlySpan<byte> _last;

    /// <param name="module">Where the varbinds go.</param>
    /// <param name="pool">The lane's pool, for rows that need more room.</param>
    /// <param name="cursor">Where the walk stands.</param>
    /// <param name="root">The subtree walked; empty for a GET, whose names may be anything.</param>
    /// <param name="afterMs">Milliseconds from the poll's beginning to this reply.</param>
    public ReplyMapper(ModuleState module, SnapshotPool pool, WalkCursor cursor, ReadOnlySpan<byte> root, uint afterMs)
    {
        _module = module;
        _cells = new CellStore(module, pool, afterMs);
        _root = root;
        _last = cursor.Name;
        _object = cursor.Object;
        _row = cursor.Row;
        _table = _object is null ? null : module.Tables[_object.Table];
        _isWholeColumn = _object is not null && root.Length <= _object.Prefix.Length;
    }

    /// <summary>Varbinds with a value that were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Varbinds that no metric and no lookup of the module wants.</summary>
    public int Unmapped { get; private set; }

    /// <summary>Values whose type has no place in their column.</summary>
    public readonly int Unfit => _cells.Unfit;

    /// <summary>Why reading ended.</summary>
    public MapStop Stop { get; private set; }

    /// <inheritdoc/>
    public bool OnVarbind(in Varbind varbind)
    {
        var name = varbind.Name;
        if (varbind.Value.IsException) return OnException();
        if (!IsExpected(name, out var row) && !TryLocate(name, out row)) return Stop == MapStop.None;
        _last = name;
        _row = row;
        Taken++;
        _cells.Put(_object!, _table!, row, name, varbind.Value);
        if (_cells.IsFull) Stop = MapStop.Limit;
        return true;
    }

    /// <summary>Keeps where the reply ended, for the next request.</summary>
    public readonly void Save(WalkCursor cursor)
    {
        cursor.SetName(_last);
        cursor.Object = _object;
        cursor.Row = _row;
    }

    /// <summary>The hot path: the name is the current column with the next row's index. In OID order, so it also increases.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsExpected(ReadOnlySpan<byte> name, out int row)
    {
        row = RowIndex.None;
        if (!_isWholeColumn) return false; // no column yet, or one of whose rows only some lie in the subtree
        row = _table!.Rows.Next(_row);
        if (row == RowIndex.None) return false;
        var key = _table.Rows.Key(row);
        var prefix = _object!.Prefix;
        return name.Length == prefix.Length + key.Length && name[prefix.Length..].SequenceEqual(key) && name.StartsWith(prefix);
    }

    private bool OnException()
    {
        if (_root.IsEmpty) return true; // one of several instances asked for by GET is not there
        Stop = MapStop.EndOfSubtree;
        return false;
    }

    /// <summary>False for a name that nobody wants (the walk goes on after it) and for one that ends the walk (<see cref="Stop"/>).</summary>
    private bool TryLocate(ReadOnlySpan<byte> name, out int row)
    {
        row = RowIndex.None;
        if (!_root.IsEmpty && !CheckWalk(name)) return false;
        var found = _module.Plan.Objects.Find(name, _object);
        if (found is null)
        {
            _last = name;
            Unmapped++;
            return false;
        }

        if (!Oid.IsValid(name)) return StopWith(MapStop.Malformed);
        if (!ReferenceEquals(found, _object)) Enter(found);
        row = _cells.Locate(_table!, name[found.Prefix.Length..], _row);
        return row != RowIndex.None || StopWith(MapStop.Limit);
    }

    private void Enter(MappedObject found)
    {
        (_object, _table, _row) = (found, _module.Tables[found.Table], RowIndex.None);
        _isWholeColumn = _root.Length <= found.Prefix.Length;
    }

    private bool CheckWalk(ReadOnlySpan<byte> name)
    {
        if (!name.StartsWith(_root) || name.Length == _root.Length) return StopWith(MapStop.EndOfSubtree);
        return _module.Plan.AllowNonIncreasing || Oid.Compare(name, _last) > 0 || StopWith(MapStop.NotIncreasing);
    }

    private bool StopWith(MapStop stop)
    {
        Stop = stop;
        return false;
    }
}
