using System.Collections.Immutable;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Export.Exposition.Requests;

/// <summary>Which targets a page shows: label selectors, a shard, both or neither.</summary>
/// <remarks>Immutable.</remarks>
public sealed class TargetSelection
{
    private const string Instance = "instance";

    /// <param name="selectors">For each label the values that match, any of them; all labels have to match.</param>
    /// <param name="shard">The part of all targets to choose from.</param>
    public TargetSelection(IReadOnlyDictionary<string, IReadOnlySet<string>> selectors, Shard shard) => (Selectors, Shard) = (selectors, shard);

    public static TargetSelection Everything { get; } = new(new Dictionary<string, IReadOnlySet<string>>(), Shard.Whole);

    public IReadOnlyDictionary<string, IReadOnlySet<string>> Selectors { get; }

    public Shard Shard { get; }

    /// <summary>A page with selectors shows targets and nothing else: no `up`, nothing of the collector itself.</summary>
    public bool HasSelectors => Selectors.Count > 0;

    /// <summary>Whether every selector matches; the shard is not asked. `instance` is the target's identity, whether or not its series carry it.</summary>
    public bool Matches(Target target)
    {
        foreach (var (name, values) in Selectors)
        {
            var value = name == Instance ? target.Instance : target.Labels.Get(name);
            if (value is null || !values.Contains(value)) return false;
        }

        return true;
    }

    /// <summary>Those of <paramref name="targets"/> that match, in their order, which is by instance.</summary>
    internal IEnumerable<TargetSeries> Choose(ImmutableArray<TargetSeries> targets)
    {
        if (!HasSelectors) return targets;
        if (!Selectors.TryGetValue(Instance, out var instances)) return targets.Where(series => Matches(series.Target));

        // A job that scrapes target by target would otherwise walk all targets for each of them.
        return instances.Order(StringComparer.Ordinal).Select(instance => Find(targets, instance)).OfType<TargetSeries>().Where(series => Matches(series.Target));
    }

    private static TargetSeries? Find(ImmutableArray<TargetSeries> targets, string instance)
    {
        var (low, high) = (0, targets.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(targets[middle].Target.Instance, instance);
            if (order == 0) return targets[middle];
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }
}
