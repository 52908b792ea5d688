namespace Collector.Snmp.Explaining.Scheduled;

/// <summary>One request of such a poll and its reply.</summary>
public sealed record ScheduledRequest
{
    /// <summary><c>columns</c> side by side, a <c>walk</c>, a module's <c>get</c>, the <c>guards</c> that say whether anything changed, or <c>checks</c> of rows that seem to be gone.</summary>
    public required string Kind { get; init; }

    /// <summary><c>get</c>, <c>get_next</c> or <c>get_bulk</c>.</summary>
    public required string Request { get; init; }

    /// <summary>Names in it.</summary>
    public required int Names { get; init; }

    /// <summary>What they are names of, each once: metrics, labels, guards, or OIDs.</summary>
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>The index after which its first column goes on; null at the column's beginning, and for other requests.</summary>
    public string? After { get; init; }

    /// <summary>Of a GETBULK; null for others.</summary>
    public int? MaxRepetitions { get; init; }

    /// <summary>It had been asked before, without a reply in time.</summary>
    public bool IsRetry { get; init; }

    /// <summary>Varbinds of the reply; null when none was taken.</summary>
    public int? Varbinds { get; init; }

    /// <summary>Octets of the reply, as it came over the network.</summary>
    public int? Octets { get; init; }

    /// <summary>From the request to the reply; null when it cannot be told.</summary>
    public double? RoundTripSeconds { get; init; }

    /// <summary>The error-status of the reply; null when there was none.</summary>
    public string? Error { get; init; }
}
