using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition;

/// <summary>The snapshots of one schema on a page, in the order of their targets.</summary>
internal sealed class SchemaBucket
{
    private readonly List<(int Target, ModuleSnapshot Snapshot)> _snapshots = [];

    /// <summary>Null while the bucket is spare.</summary>
    public ModuleSchema? Schema { get; private set; }

    public int Count => _snapshots.Count;

    public (int Target, ModuleSnapshot Snapshot) this[int index] => _snapshots[index];

    public void Begin(ModuleSchema schema) => Schema = schema;

    public void Add(int target, ModuleSnapshot snapshot) => _snapshots.Add((target, snapshot));

    /// <summary>Lets go of every snapshot; the room stays.</summary>
    public void Clear()
    {
        Schema = null;
        _snapshots.Clear();
    }
}
