using Collector.Pipeline.Store;

namespace Collector.Snmp.Explaining.Scheduled;

/// <summary>A poll as a schedule comes to make them, request by request: what was asked side by side, and what was not asked for.</summary>
/// <remarks>Immutable, and independent of the store. Every list is bounded.</remarks>
public sealed record ScheduledPollExplanation
{
    /// <summary>Polls right before it that it has learned from; more than these only if the device is polled by schedule as well.</summary>
    public required int PollsBefore { get; init; }

    /// <summary>Of this poll, or of the first one that was not answered whole: then there was none to tell of, and <see cref="Modules"/> is empty.</summary>
    public required PollOutcome Outcome { get; init; }

    public required double DurationSeconds { get; init; }

    /// <summary>Requests sent, retries included.</summary>
    public required int Requests { get; init; }

    public required int Retries { get; init; }

    /// <summary>Octets of the replies that were taken.</summary>
    public required long Octets { get; init; }

    public required int Varbinds { get; init; }

    /// <summary>What is remembered of the device after it.</summary>
    public required LearnedLimits Limits { get; init; }

    public required IReadOnlyList<ScheduledModuleExplanation> Modules { get; init; }
}
