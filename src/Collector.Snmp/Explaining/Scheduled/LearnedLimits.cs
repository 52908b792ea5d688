namespace Collector.Snmp.Explaining.Scheduled;

/// <summary>How a device may be asked: what its answers have taught, and what its owner has set.</summary>
public sealed record LearnedLimits
{
    /// <summary>Octets that a reply may have.</summary>
    public required int ReplyOctets { get; init; }

    /// <summary>Rows that it sends in one reply, whatever it is asked for; null while it has shown no such limit.</summary>
    public int? RowsInReply { get; init; }

    /// <summary>The most repetitions that it answers; null while it has shown no such limit.</summary>
    public int? MostRepetitions { get; init; }

    /// <summary>Requests that may be under way at the same time.</summary>
    public required int RequestsAtOnce { get; init; }

    /// <summary>What those may grow to while nothing is lost.</summary>
    public required int MostRequestsAtOnce { get; init; }

    /// <summary>It left out what it has when asked for several columns at once, and is read column by column.</summary>
    public required bool ColumnByColumn { get; init; }

    /// <summary>The smoothed round trip; null while it is not known.</summary>
    public double? RoundTripSeconds { get; init; }

    /// <summary>The least time from one request to the next (<c>request_gap</c>).</summary>
    public required double GapSeconds { get; init; }
}
