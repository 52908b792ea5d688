namespace Collector.Snmp.Explaining;

/// <summary>One looked-up label of the metrics that share their labels: what it was looked up in, and for how many rows it was found.</summary>
public sealed record LookupExplanation
{
    public required string Label { get; init; }

    /// <summary>The object that it is looked up in.</summary>
    public required string Oid { get; init; }

    /// <summary>The first few metrics that have the label.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>All metrics that have the label.</summary>
    public required int MetricCount { get; init; }

    /// <summary>Rows that have series.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows for which there was a value.</summary>
    public required int Found { get; init; }

    /// <summary>The first value found: <see cref="InstanceExplanation.Oid"/> is the name that was looked up.</summary>
    public InstanceExplanation? Example { get; init; }

    /// <summary>The first name that was looked up and is not there; null when all were.</summary>
    public string? MissingOid { get; init; }

    /// <summary>Why it is missing; null when all were found.</summary>
    public string? Why { get; init; }
}
