namespace Collector.Simulator.Gnmi;

/// <summary>What the fleet was asked and what it sent, since its start. A copy: it does not change.</summary>
public readonly record struct GnmiFleetCounters
{
    public long Capabilities { get; init; }

    public long Gets { get; init; }

    public long Subscribes { get; init; }

    public long Polls { get; init; }

    /// <summary>Calls that ended with an error before anything was sent, on purpose or because the request was wrong.</summary>
    public long Refused { get; init; }

    /// <summary>Subscribe calls that go on now.</summary>
    public long Active { get; init; }

    /// <summary>SubscribeResponses sent.</summary>
    public long Messages { get; init; }

    /// <summary>Octets of them, before HTTP/2 and TLS.</summary>
    public long Octets { get; init; }
}
