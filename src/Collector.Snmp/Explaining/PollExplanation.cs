using Collector.Pipeline.Store;
using Collector.Snmp.Explaining.Scheduled;

namespace Collector.Snmp.Explaining;

/// <summary>One poll of one device, told so that it can be compared with what <c>snmpwalk</c> shows: what was asked, what came, what became of it, and what did not.</summary>
/// <remarks>Immutable, and independent of the store. Every list is bounded.</remarks>
public sealed record PollExplanation
{
    public required string Instance { get; init; }

    public required string Address { get; init; }

    /// <summary>Where the requests went; null when nothing was sent.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The name of the credentials.</summary>
    public required string Auth { get; init; }

    /// <summary>Of SNMP: 1, 2c or 3; null when the poll could not begin.</summary>
    public string? Version { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTime Started { get; init; }

    public required double DurationSeconds { get; init; }

    public required PollOutcome Outcome { get; init; }

    /// <summary>The outcome in words, when it is not that everything was answered.</summary>
    public string? Why { get; init; }

    /// <summary>Requests sent, retries included.</summary>
    public int Requests { get; init; }

    public int Retries { get; init; }

    public int Replies { get; init; }

    /// <summary>Octets of the replies that were taken.</summary>
    public long Octets { get; init; }

    public int Varbinds { get; init; }

    /// <summary>Varbinds beyond what an explanation looks at; the poll itself mapped them as always.</summary>
    public int VarbindsNotExplained { get; init; }

    public required IReadOnlyList<ModuleExplanation> Modules { get; init; }

    /// <summary>What a scheduled poll of the same device asks; null when nobody wanted to know, or when it asks the same.</summary>
    public ScheduledPollExplanation? ScheduledPoll { get; init; }
}
