namespace Collector.Simulator;

/// <summary>What the fleet was asked and what it did, since its start. A copy: it does not change.</summary>
public record struct FleetCounters
{
    public long Get { get; internal set; }
    public long GetNext { get; internal set; }
    public long GetBulk { get; internal set; }
    public long Set { get; internal set; }

    /// <summary>Requests in version 1. Those in neither 1 nor 3 are 2c.</summary>
    public long Version1 { get; internal set; }

    /// <summary>Requests in version 3 that were understood.</summary>
    public long Version3 { get; internal set; }

    /// <summary>SNMPv3 reports sent, discoveries answered included.</summary>
    public long Reports { get; internal set; }

    /// <summary>Requests that repeat one of the last four of the same device: same port, same request-id.</summary>
    public long Repeated { get; internal set; }

    /// <summary>Names in requests.</summary>
    public long VarbindsAsked { get; internal set; }

    /// <summary>Varbinds in right replies, twins not counted again.</summary>
    public long VarbindsServed { get; internal set; }

    /// <summary>Datagrams sent, of any kind.</summary>
    public long Replies { get; internal set; }
    public long ReplyOctets { get; internal set; }

    /// <summary>Right replies with an error-status.</summary>
    public long ErrorReplies { get; internal set; }

    // Datagrams that no agent would answer.
    public long Malformed { get; internal set; }
    public long WrongCommunity { get; internal set; }
    public long UnsupportedVersion { get; internal set; }
    public long NotARequest { get; internal set; }
    public long UnknownAddress { get; internal set; }

    /// <summary>From or to an address outside 127.0.0.0/8.</summary>
    public long NotLoopback { get; internal set; }

    /// <summary>Requests of more than 8,192 octets.</summary>
    public long Oversized { get; internal set; }

    /// <summary>Requests that not even an error fits the message size for.</summary>
    public long Unanswerable { get; internal set; }

    // Faults made on purpose.
    /// <summary>Requests to devices that are silent or killed.</summary>
    public long Silent { get; internal set; }
    public long Lost { get; internal set; }
    public long Garbage { get; internal set; }
    public long Duplicated { get; internal set; }
    public long Late { get; internal set; }

    /// <summary>Replies that waited, late ones included.</summary>
    public long Delayed { get; internal set; }

    /// <summary>Requests that came to a serial device while it worked on another one.</summary>
    public long Overlaps { get; internal set; }

    /// <summary>GETBULKs with more repetitions than a breaking or a skipping device can do.</summary>
    public long Overtaxed { get; internal set; }
    public long Reboots { get; internal set; }

    /// <summary>Replies waiting now.</summary>
    public long Outstanding { get; internal set; }

    /// <summary>The most replies that ever waited for one device at once: how many requests a poller keeps in flight to it.</summary>
    public long PeakOutstandingOfADevice { get; internal set; }

    public long DevicesAsked { get; internal set; }
    public long PeakRequestsPerSecond { get; internal set; }
    public long PeakVarbindsPerSecond { get; internal set; }

    /// <summary>Requests that the kernel threw away because the simulator was too slow: a measurement with any is worth nothing.</summary>
    public long SocketDrops { get; internal set; }

    /// <summary>Replies that the kernel would not take.</summary>
    public long SendFailures { get; internal set; }

    /// <summary>Requests that an agent would act on, answered or not.</summary>
    public readonly long Requests => Get + GetNext + GetBulk + Set;
}
