using Collector.Pipeline.Store;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>What a walk on demand found of one module, and what it cost.</summary>
/// <param name="Name">The module.</param>
/// <param name="Snapshot">Its series; null when it failed, or when the target had nothing of it.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record ModuleReading(string Name, ModuleSnapshot? Snapshot, ModuleFailure? Failure)
{
    /// <summary>Requests sent, retries included.</summary>
    public int Requests { get; init; }

    public int Retries { get; init; }

    public int Varbinds { get; init; }

    /// <summary>Values whose type has no place in their metric.</summary>
    public int Unfit { get; init; }

    /// <summary>From the first request to the last reply.</summary>
    public TimeSpan WalkTime { get; init; }

    /// <summary>From the first request to the snapshot.</summary>
    public TimeSpan ScrapeTime { get; init; }

    /// <summary>A family of which two rows have the same labels, so that only one of them is in the snapshot; null when there is none.</summary>
    public string? Duplicate { get; init; }

    /// <summary>The first walk that the agent cut short without failing the module, or <see cref="WalkEnd.Complete"/>.</summary>
    public WalkEnd Truncated { get; init; }
}
