using System.Net;
using Collector.Snmp.Polling.OnDemand;
using Collector.Snmp.Polling.Packing;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;

namespace Collector.Snmp.Polling;

/// <summary>How the engine is built; nothing here can change while it runs.</summary>
public sealed record PollEngineOptions
{
    /// <summary>Threads that poll. Each has sockets of its own.</summary>
    public int Lanes { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Requests that may be on their way on all lanes together; null leaves it to the receive buffers.</summary>
    public int? RequestsInFlight { get; init; }

    /// <summary>What every agent can send (RFC 3417 section 3.2.1), in octets.</summary>
    public const int LeastReplyOctets = ReplySize.Least;

    /// <summary>The largest UDP payload.</summary>
    public const int LargestReplyOctets = 65_507;

    /// <summary>Octets that no reply is asked to exceed. More than an Ethernet frame carries comes in fragments, which some firewalls drop.</summary>
    public int MostReplyOctets { get; init; } = ReplySize.Frame;

    public TransportOptions Transport { get; init; } = new();

    public OnDemandOptions OnDemand { get; init; } = new();

    public EndpointResolverOptions Resolver { get; init; } = new();

    /// <summary>Finds the addresses of names; null asks the system.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>>? Lookup { get; init; }

    /// <summary>Makes the lanes' transports in place of <see cref="TransportFactory"/>, for tests.</summary>
    internal Func<IDatagramTransport>? TransportSource { get; init; }
}
