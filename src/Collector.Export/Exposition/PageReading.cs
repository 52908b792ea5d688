using System.Runtime.InteropServices;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition;

/// <summary>What one page shows: its targets, and the snapshot that each of their modules had when the page began.</summary>
/// <remarks>One page at a time, within a reading of the store. The lists keep their room, so that the next page allocates nothing.</remarks>
internal sealed class PageReading
{
    private readonly List<TargetReading> _targets = [];
    private readonly List<SchemaBucket> _buckets = [];
    private readonly List<ModuleSchema> _schemas = [];
    private readonly Dictionary<ModuleSchema, SchemaBucket> _bySchema = [];

    public ReadOnlySpan<TargetReading> Targets => CollectionsMarshal.AsSpan(_targets);

    /// <summary>Whether any of the targets streams.</summary>
    public bool HasStreams { get; private set; }

    /// <summary>The schemas met, each once.</summary>
    public IReadOnlyList<ModuleSchema> Schemas => _schemas;

    public SchemaBucket Bucket(ModuleSchema schema) => _bySchema[schema];

    public void Take(IEnumerable<TargetSeries> targets)
    {
        foreach (var series in targets) Take(series);
    }

    /// <summary>Lets go of everything that was taken.</summary>
    public void Clear()
    {
        foreach (var bucket in _bySchema.Values) bucket.Clear();
        HasStreams = false;
        _targets.Clear();
        _schemas.Clear();
        _bySchema.Clear();
    }

    private void Take(TargetSeries series)
    {
        var place = _targets.Count;
        _targets.Add(new TargetReading(series));
        HasStreams |= series.Stream is not null;
        for (var module = 0; module < series.ModuleNames.Count; module++)
        {
            if (series.Module(module) is { } snapshot) BucketFor(snapshot.Schema).Add(place, snapshot);
        }
    }

    private SchemaBucket BucketFor(ModuleSchema schema)
    {
        if (_bySchema.TryGetValue(schema, out var bucket)) return bucket;
        if (_schemas.Count == _buckets.Count) _buckets.Add(new SchemaBucket());
        bucket = _buckets[_schemas.Count];
        bucket.Begin(schema);
        _schemas.Add(schema);
        _bySchema.Add(schema, bucket);
        return bucket;
    }
}
