using System.Runtime.InteropServices;
using Collector.Export.Exposition.PerTarget;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Export.Exposition.Readings;

/// <summary>What one page shows: its targets, and the snapshot that each of their modules had when the page began.</summary>
/// <remarks>One page at a time, within a reading of the store. The lists keep their room, so that the next page allocates nothing.</remarks>
internal sealed class PageReading
{
    private readonly List<TargetReading> _targets = [];
    private readonly List<PageLabels> _labels = [];
    private readonly List<SchemaBucket> _buckets = [];
    private readonly List<ModuleSchema> _schemas = [];
    private readonly Dictionary<ModuleSchema, SchemaBucket> _bySchema = [];
    private int _listed;

    /// <summary>The targets shown. What belongs to none of them comes behind, see <see cref="TakeDerived"/>.</summary>
    public ReadOnlySpan<TargetReading> Targets => CollectionsMarshal.AsSpan(_targets)[.._listed];

    /// <summary>Whether any of the targets streams.</summary>
    public bool HasStreams { get; private set; }

    /// <summary>The schemas met, each once.</summary>
    public IReadOnlyList<ModuleSchema> Schemas => _schemas;

    public SchemaBucket Bucket(ModuleSchema schema) => _bySchema[schema];

    public void Take(IEnumerable<TargetSeries> targets)
    {
        foreach (var series in targets) Take(series);
        _listed = _targets.Count;
    }

    /// <summary>After the targets: series that belong to none of them. There is data of theirs, and nothing else to say.</summary>
    public void TakeDerived(TargetSeries derived) => Take(derived);

    /// <summary>The labels that all data of a place have: of a target, or of what comes behind the targets.</summary>
    public ref readonly PageLabels DataLabelsAt(int place) => ref CollectionsMarshal.AsSpan(_labels)[place];

    /// <summary>Lets go of everything that was taken.</summary>
    public void Clear()
    {
        foreach (var bucket in _bySchema.Values) bucket.Clear();
        (HasStreams, _listed) = (false, 0);
        _targets.Clear();
        _labels.Clear();
        _schemas.Clear();
        _bySchema.Clear();
    }

    private void Take(TargetSeries series)
    {
        var place = _targets.Count;
        _targets.Add(new TargetReading(series));
        _labels.Add(new PageLabels(series.DataLabels));
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
