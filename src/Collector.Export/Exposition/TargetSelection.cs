using Collector.Pipeline.Targets;

namespace Collector.Export.Exposition;

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
}
