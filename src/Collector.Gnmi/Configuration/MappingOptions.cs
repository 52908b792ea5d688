using Collector.Gnmi.Mapping.Rules;

namespace Collector.Gnmi.Configuration;

/// <summary>How leaves become series.</summary>
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
}
