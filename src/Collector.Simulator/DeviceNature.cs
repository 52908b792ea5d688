namespace Collector.Simulator;

/// <summary>How one device misbehaves all the time, beside the faults that hit any request by chance.</summary>
public enum DeviceNature
{
    /// <summary>Answers as an agent should.</summary>
    Healthy,

    /// <summary>Never answers.</summary>
    Silent,

    /// <summary>Answers after <see cref="SimulatorOptions.SlowBy"/>.</summary>
    Slow,

    /// <summary>Works on one request at a time, for <see cref="SimulatorOptions.WorkTime"/> each; others wait for their turn.</summary>
    Serial,

    /// <summary>Sends nothing for a GETBULK with more than <see cref="SimulatorOptions.BreaksAbove"/> repetitions.</summary>
    Breaking,

    /// <summary>Of a GETBULK with more than <see cref="SimulatorOptions.SkipsAbove"/> repetitions it leaves out the row after that many.</summary>
    Skipping,

    /// <summary>Half-way through any column of the interface tables, GETNEXT goes back to the column's first row.</summary>
    SteppingBack,

    /// <summary>The interface tables have no last row before ifIndex 2^31-1.</summary>
    Endless,

    /// <summary>Every answer is 65,507 octets of noise.</summary>
    HugeGarbage,
}
