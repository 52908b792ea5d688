namespace Collector.Snmp.Explaining;

/// <summary>What one module asked in a poll, and what became of the replies.</summary>
public sealed record ModuleExplanation
{
    public required string Name { get; init; }

    /// <summary>Whether every walk and get was read to its end.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Series that the poll published.</summary>
    public required int Series { get; init; }

    /// <summary>The answer to the question about one OID; null when none was asked.</summary>
    public OidExplanation? About { get; init; }

    /// <summary>What somebody who misses a series should read first, one sentence each.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>Its dynamic filters.</summary>
    public required IReadOnlyList<FilterExplanation> Filters { get; init; }

    /// <summary>In the order of the module: its filters, its GETs, then its walks.</summary>
    public required IReadOnlyList<StepExplanation> Steps { get; init; }

    /// <summary>How scheduled polls ask for it, in words: they read columns side by side, and not everything in each poll.</summary>
    public required string Scheduled { get; init; }

    /// <summary>In the order of the module.</summary>
    public required IReadOnlyList<MetricExplanation> Metrics { get; init; }

    public required IReadOnlyList<LookupExplanation> Lookups { get; init; }

    /// <summary>What the agent sent and no metric of the module maps; those with most instances first.</summary>
    public required IReadOnlyList<UnwantedObject> Unwanted { get; init; }

    /// <summary>Instances that no metric maps, those that are not listed included.</summary>
    public required int UnwantedInstances { get; init; }
}
