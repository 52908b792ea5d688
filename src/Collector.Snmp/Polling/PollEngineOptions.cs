using Collector.Snmp.Polling.OnDemand;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling;

/// <summary>How the engine is built; nothing here can change while it runs.</summary>
public sealed record PollEngineOptions
{
    /// <summary>Threads that poll. Each has sockets of its own.</summary>
    public int Lanes { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Requests that may be on their way on all lanes together; null leaves it to the receive buffers.</summary>
    public int? RequestsInFlight { get; init; }

    public TransportOptions Transport { get; init; } = new();

    public OnDemandOptions OnDemand { get; init; } = new();

    public EndpointResolverOptions Resolver { get; init; } = new();

    /// <summary>Makes the lanes' transports in place of <see cref="TransportFactory"/>, for tests.</summary>
    internal Func<IDatagramTransport>? TransportSource { get; init; }
}
