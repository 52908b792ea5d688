using Collector.Gnmi.Mapping.Values;
using Collector.Pipeline.Samples;

namespace Collector.Gnmi.Mapping;

/// <summary>What leaves of one shape become: the family, the label of each key, and how values are read.</summary>
/// <remarks>Immutable, shared by all targets of a subscription.</remarks>
internal sealed record LeafPlan
{
    /// <summary>Name, help and type of the series.</summary>
    public required MetricFamily Family { get; init; }

    /// <summary>A valid label name for each key of the shape, in the order of its elements and their keys; each name once. Leaves of one container have the same.</summary>
    public required IReadOnlyList<string> KeyLabels { get; init; }

    /// <summary>The label that carries the subscription's name; null for none. Leaves of one container have the same.</summary>
    public string? SubscriptionLabel { get; init; }

    public ValueRule Values { get; init; } = ValueRule.Plain;
}
