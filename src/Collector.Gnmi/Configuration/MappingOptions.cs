using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Rules;

namespace Collector.Gnmi.Configuration;

/// <summary>How leaves become series.</summary>
/// <remarks>Immutable, compared by content.</remarks>
public sealed record MappingOptions
{
    public NamingScheme Names { get; init; }

    /// <summary>gnmic's <c>metric-prefix</c>; empty for none.</summary>
    public string MetricPrefix { get; init; } = "";

    /// <summary>gnmic's <c>append-subscription-name</c>.</summary>
    public bool AppendSubscriptionName { get; init; }

    /// <summary>gnmic's <c>strings-as-labels</c>.</summary>
    public bool StringsAsLabels { get; init; }

    /// <summary>What the user says about leaves, before the built-in rules; the first that says something counts.</summary>
    public IReadOnlyList<LeafRule> Rules { get; init; } = [];

    /// <summary>Keys of lists in JSON, by the list's name without a module.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ListKeys { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Leaves whose values are labels of their siblings.</summary>
    public IReadOnlyList<JoinOptions> Joins { get; init; } = [];

    public bool Equals(MappingOptions? other) =>
        other is not null && (Names, MetricPrefix, AppendSubscriptionName, StringsAsLabels) == (other.Names, other.MetricPrefix, other.AppendSubscriptionName, other.StringsAsLabels)
        && Rules.SequenceEqual(other.Rules) && Joins.SequenceEqual(other.Joins) && SameKeys(other.ListKeys);

    public override int GetHashCode() => HashCode.Combine(Names, MetricPrefix, AppendSubscriptionName, StringsAsLabels, Rules.Count, Joins.Count, ListKeys.Count);

    private bool SameKeys(IReadOnlyDictionary<string, IReadOnlyList<string>> others) =>
        ListKeys.Count == others.Count && ListKeys.All(pair => others.TryGetValue(pair.Key, out var other) && pair.Value.SequenceEqual(other, StringComparer.Ordinal));
}
