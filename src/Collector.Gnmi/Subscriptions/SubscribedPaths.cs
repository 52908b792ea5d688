using Collector.Gnmi.Paths;

namespace Collector.Gnmi.Subscriptions;

/// <summary>Some paths of one subscription that are sent in the same mode.</summary>
public sealed record SubscribedPaths
{
    public required IReadOnlyList<GnmiPath> Paths { get; init; }

    public StreamMode Mode { get; init; }

    /// <summary>Zero leaves it to the device.</summary>
    public TimeSpan SampleInterval { get; init; }

    /// <summary>The longest time without a message, even if nothing changes; zero for none.</summary>
    public TimeSpan HeartbeatInterval { get; init; }

    public bool SuppressRedundant { get; init; }
}
