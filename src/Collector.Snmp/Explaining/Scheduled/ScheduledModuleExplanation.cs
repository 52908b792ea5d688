namespace Collector.Snmp.Explaining.Scheduled;

/// <summary>What one module asked in such a poll.</summary>
public sealed record ScheduledModuleExplanation
{
    public required string Name { get; init; }

    /// <summary>Whether all that it asked for was read to its end.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Whether columns were asked for side by side.</summary>
    public required bool IsPacked { get; init; }

    /// <summary>Objects (columns and scalars) that the poll read.</summary>
    public required int ObjectsRead { get; init; }

    /// <summary>Objects that it took over from the poll before.</summary>
    public required int ObjectsCarried { get; init; }

    /// <summary>Why even objects with a slower pace were read; null when none was.</summary>
    public string? WhySlowRead { get; init; }

    /// <summary>In OID order.</summary>
    public required IReadOnlyList<PacedObject> Objects { get; init; }

    /// <summary>In the order in which they were sent.</summary>
    public required IReadOnlyList<ScheduledRequest> Requests { get; init; }
}
