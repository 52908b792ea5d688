using Collector.Gnmi.Subscriptions;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>What one file in gnmic's format says, or the <c>gnmi</c> section itself.</summary>
internal sealed record GnmicFile
{
    /// <summary>The keys of the top level that hold for all targets.</summary>
    public required GnmiTargetOptions Defaults { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyDictionary<string, SubscriptionOptions> Subscriptions { get; init; }

    /// <summary>In the order written.</summary>
    public required IReadOnlyList<GnmicTarget> Targets { get; init; }

    /// <summary>What its Prometheus output says; null when it has none.</summary>
    public MappingOptions? Output { get; init; }
}
