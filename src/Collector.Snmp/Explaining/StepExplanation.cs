using Collector.Pipeline.Store;

namespace Collector.Snmp.Explaining;

/// <summary>One walk of a module, or all its GETs: what was asked and how it ended.</summary>
public sealed record StepExplanation
{
    /// <summary><c>walk</c> or <c>get</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The subtree; null for GETs.</summary>
    public string? Oid { get; init; }

    /// <summary>Instances asked for by GET.</summary>
    public int Instances { get; init; }

    /// <summary><c>get</c>, <c>get_next</c> or <c>get_bulk</c>; null when nothing was sent.</summary>
    public string? Request { get; init; }

    /// <summary>Of the last GETBULK; null for other requests.</summary>
    public int? MaxRepetitions { get; init; }

    /// <summary>Requests sent, retries included.</summary>
    public int Requests { get; init; }

    public int Retries { get; init; }

    public int Replies { get; init; }

    public long Octets { get; init; }

    public int Varbinds { get; init; }

    public double DurationSeconds { get; init; }

    /// <summary>The longest time from a request to its reply; null when it cannot be told.</summary>
    public double? SlowestReplySeconds { get; init; }

    /// <summary>Null when it never began.</summary>
    public WalkEnd? End { get; init; }

    /// <summary>Why it ended, in words.</summary>
    public required string Why { get; init; }

    /// <summary>The last name within what was asked; null when there was none.</summary>
    public string? LastOid { get; init; }

    /// <summary>Replies that were not taken, by reason.</summary>
    public IReadOnlyDictionary<string, int> Dropped { get; init; } = new Dictionary<string, int>();

    /// <summary>Instances that the agent does not have, for GETs: the OID and what the agent said of it.</summary>
    public IReadOnlyDictionary<string, string> Missing { get; init; } = new Dictionary<string, string>();
}
