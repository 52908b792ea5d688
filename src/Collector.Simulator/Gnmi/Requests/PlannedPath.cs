using Collector.Gnmi.Protocol;

namespace Collector.Simulator.Gnmi.Requests;

/// <summary>One subscription of a list, as the device will serve it. Times in nanoseconds; a heartbeat of 0 is none.</summary>
internal sealed record PlannedPath(PathPattern Pattern, SubscriptionMode Mode, long IntervalNs, long HeartbeatNs, bool SuppressesRedundant)
{
    public bool HasTimesOf(PlannedPath other) =>
        (IntervalNs, HeartbeatNs, SuppressesRedundant) == (other.IntervalNs, other.HeartbeatNs, other.SuppressesRedundant);
}
