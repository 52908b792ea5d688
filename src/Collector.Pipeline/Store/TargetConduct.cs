namespace Collector.Pipeline.Store;

/// <summary>How a target is dealt with after its last poll: when it is asked next, and what its answers have taught about asking it.</summary>
public readonly record struct TargetConduct
{
    /// <summary>When the next poll is due.</summary>
    public long NextDueUnixMs { get; init; }

    /// <summary>When somebody is asked next: later than <see cref="NextDueUnixMs"/> while polls pass because the target is silent.</summary>
    public long NextQuestionUnixMs { get; init; }

    /// <summary>The smoothed round trip in milliseconds; 0 while it is not known.</summary>
    public float RoundTripMs { get; init; }

    /// <summary>Octets that a reply may have.</summary>
    public int ReplyOctets { get; init; }

    /// <summary>Objects (columns and scalars) that the last poll read.</summary>
    public int ObjectsRead { get; init; }

    /// <summary>Objects that it took over from the poll before.</summary>
    public int ObjectsCarried { get; init; }

    /// <summary>Requests that may be under way at the same time.</summary>
    public ushort MostInFlight { get; init; }

    /// <summary>It was caught leaving out what it has when asked for several columns at once, and is read column by column.</summary>
    public bool IsReadByColumn { get; init; }
}
