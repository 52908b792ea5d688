using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Subscriptions;

/// <summary>One entry of <c>subscriptions</c>, in gnmic's format: one Subscribe call for each target that has it.</summary>
/// <remarks>Immutable.</remarks>
public sealed record SubscriptionOptions
{
    /// <summary>The <c>subscription_name</c> label.</summary>
    public required string Name { get; init; }

    public SourcePosition WrittenAt { get; init; }

    /// <summary>Stands before every path; null when there is none, and then none is sent.</summary>
    public GnmiPath? Prefix { get; init; }

    /// <summary>What the prefix's target says; null for none.</summary>
    public string? Target { get; init; }

    /// <summary>The prefix's target is the name of each target.</summary>
    public bool SetTarget { get; init; }

    public SubscriptionListMode Mode { get; init; }

    /// <summary>At least one; several when modes are mixed in one call.</summary>
    public required IReadOnlyList<SubscribedPaths> Paths { get; init; }

    /// <summary>Null leaves it to the target, and then to what the device can do.</summary>
    public Encoding? Encoding { get; init; }

    public bool UpdatesOnly { get; init; }

    /// <summary>DSCP of what the device sends; null for none.</summary>
    public uint? Qos { get; init; }

    /// <summary>Names of the models to use.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Levels below the paths; zero for all.</summary>
    public uint Depth { get; init; }

    public HistoryOptions? History { get; init; }
}
