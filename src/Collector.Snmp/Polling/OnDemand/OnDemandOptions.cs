namespace Collector.Snmp.Polling.OnDemand;

/// <summary>What polls on demand may cost. Everything is bounded: whoever can reach the endpoint can ask.</summary>
public sealed record OnDemandOptions
{
    /// <summary>Walks under way at the same time, over all targets. Whoever asks for clients gives each of them a share.</summary>
    public int MostWalks { get; init; } = 1024;

    /// <summary>Walks that wait for their turn, over all targets.</summary>
    public int MostWaiting { get; init; } = 2048;

    /// <summary>Walks that wait for one target; there is never more than one under way.</summary>
    public int MostWaitingAtTarget { get; init; } = 8;

    /// <summary>The longest a walk may take, whoever waits for it.</summary>
    public TimeSpan LongestWalk { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Targets and modules whose rows are remembered, so that the next walk only compares.</summary>
    public int MostSessions { get; init; } = 2048;

    /// <summary>Rows remembered, over all of them: about 300 octets each.</summary>
    public int MostRows { get; init; } = 300_000;

    /// <summary>How long they are remembered. Longer than any usual scrape interval.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(10);
}
