namespace Collector.Simulator.Faults;

/// <summary>The ways a reply can be damaged. None of them can be taken for the right answer.</summary>
public enum GarbageKind
{
    /// <summary>Ends early, anywhere.</summary>
    CutShort,

    /// <summary>As long as the reply, and random.</summary>
    Noise,

    /// <summary>The PDU has a tag that does not exist.</summary>
    WrongTag,

    /// <summary>The message claims to be longer than its datagram.</summary>
    OverrunningLength,

    /// <summary>The message has an indefinite length, which RFC 3417 section 8 forbids.</summary>
    IndefiniteLength,

    /// <summary>Flawless, but it answers another request-id.</summary>
    OtherRequestId,

    /// <summary>A datagram of no octets.</summary>
    Empty,

    /// <summary>65,507 octets of noise, the most a datagram can hold.</summary>
    Huge,
}
