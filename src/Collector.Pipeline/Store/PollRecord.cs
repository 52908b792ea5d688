namespace Collector.Pipeline.Store;

/// <summary>What is remembered of one poll of one target.</summary>
public readonly record struct PollRecord
{
    public required long StartedUnixMs { get; init; }

    public required TimeSpan Duration { get; init; }

    public required PollOutcome Outcome { get; init; }

    /// <summary>The first reason that a walk was cut short for, or <see cref="WalkEnd.Complete"/>.</summary>
    public WalkEnd Truncated { get; init; }

    /// <summary>Why there was no answer, as far as somebody said.</summary>
    public AccessProblem Problem { get; init; }

    /// <summary>Requests sent, retries included.</summary>
    public int Requests { get; init; }

    public int Retries { get; init; }

    public int Varbinds { get; init; }

    /// <summary>The shortest time from a request to its reply; zero without a reply.</summary>
    public TimeSpan RoundTrip { get; init; }

    /// <summary>How long after its due time the poll began.</summary>
    public TimeSpan Lateness { get; init; }

    /// <summary>At least one valid, authenticated reply: what `up` says.</summary>
    public bool IsUp => Outcome is PollOutcome.Answered or PollOutcome.Partial;
}
