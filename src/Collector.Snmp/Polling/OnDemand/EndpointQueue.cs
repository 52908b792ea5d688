using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>The walks of one endpoint: at most one under way, the others in the order in which they were asked for.</summary>
/// <remarks>Guarded by the lock of <see cref="OnDemandPolls"/>.</remarks>
internal sealed class EndpointQueue(TransportEndpoint endpoint)
{
    public TransportEndpoint Endpoint { get; } = endpoint;

    public LinkedList<OnDemandWalk> Waiting { get; } = [];

    public bool IsWalking { get; set; }

    /// <summary>Whether it stands in line for one of the walks that may be under way over all endpoints.</summary>
    public bool IsInLine { get; set; }

    public bool IsEmpty => !IsWalking && !IsInLine && Waiting.Count == 0;
}
