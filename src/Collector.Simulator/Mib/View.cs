namespace Collector.Simulator.Mib;

/// <summary>One device at the moment of a request: what the agent answers from.</summary>
internal readonly struct View
{
    public required int Device { get; init; }

    /// <summary>Row sets by <see cref="RowSetKind"/>.</summary>
    public required RowSet[] Layout { get; init; }

    /// <summary>Hundredths of a second since the device started, before sysUpTime wraps at 2^32.</summary>
    public required ulong Uptime { get; init; }

    /// <summary>The uptime at which interfaces last came, went or were renumbered; 0 if they never did.</summary>
    public ulong LastChange { get; init; }

    /// <summary>GETNEXT returns to the first row half-way through an interface column.</summary>
    public bool StepsBack { get; init; }

    /// <summary>Repetitions of a GETBULK after which a row is left out, if there are more; null for an agent that leaves out nothing.</summary>
    public int? SkipsAfter { get; init; }

    /// <summary>RFC 3584 section 4.2.2.1: a version 1 walk never meets a Counter64.</summary>
    public bool HidesCounter64 { get; init; }
}
