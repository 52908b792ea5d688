namespace Collector.Snmp.Explaining;

/// <summary>One metric of a module: what the agent sent for it, and the series that this became.</summary>
public sealed record MetricExplanation
{
    public required string Name { get; init; }

    public required string Oid { get; init; }

    /// <summary>As in snmp.yml.</summary>
    public required string Type { get; init; }

    public required MetricState State { get; init; }

    /// <summary>Instances received.</summary>
    public required int Instances { get; init; }

    public required int Series { get; init; }

    /// <summary>Why there is no series, or not one for each instance; null when all is well.</summary>
    public string? Why { get; init; }

    /// <summary>The first instance that became a series.</summary>
    public InstanceExplanation? Example { get; init; }

    public IReadOnlyList<LostValues> Lost { get; init; } = [];
}

/// <summary>What became of a metric.</summary>
public enum MetricState
{
    /// <summary>Every instance received is a series.</summary>
    Shown,

    /// <summary>Some instances received are series, others are not or are not what the agent meant.</summary>
    PartlyShown,

    /// <summary>Received, and no instance became a series.</summary>
    NotShown,

    /// <summary>Asked for, and the agent has no instance of it.</summary>
    NotReceived,

    /// <summary>What was asked ended before it came to it.</summary>
    CutShort,

    /// <summary>No walk and no get of the module covers it.</summary>
    NotAsked,

    /// <summary>A dynamic filter excluded it.</summary>
    FilteredOut,

    /// <summary>Another object of the module takes its instances.</summary>
    Shadowed,
}
