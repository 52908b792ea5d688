using System.Runtime.InteropServices;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition.Readings;

/// <summary>The snapshots of one schema on a page, in the order of their targets.</summary>
internal sealed class SchemaBucket
{
    private readonly List<(int Target, ModuleSnapshot Snapshot)> _snapshots = [];
    private readonly List<List<PageTable>> _tables = []; // one for each table of the schema; further ones are spare

    /// <summary>Null while the bucket is spare.</summary>
    public ModuleSchema? Schema { get; private set; }

    public int Count => _snapshots.Count;

    public (int Target, ModuleSnapshot Snapshot) this[int index] => _snapshots[index];

    public void Begin(ModuleSchema schema) => Schema = schema;

    /// <summary>One table of all snapshots, in their order.</summary>
    public ReadOnlySpan<PageTable> Table(int table) => CollectionsMarshal.AsSpan(_tables[table]);

    public void Add(int target, ModuleSnapshot snapshot)
    {
        _snapshots.Add((target, snapshot));
        for (var table = 0; table < snapshot.Tables.Length; table++)
        {
            if (table == _tables.Count) _tables.Add([]);
            _tables[table].Add(new PageTable(snapshot, table));
        }
    }

    /// <summary>Lets go of every snapshot; the room stays.</summary>
    public void Clear()
    {
        Schema = null;
        _snapshots.Clear();
        foreach (var table in _tables) table.Clear();
    }
}
