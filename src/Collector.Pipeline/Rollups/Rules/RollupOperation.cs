namespace Collector.Pipeline.Rollups.Rules;

/// <summary>How the values of a group become one.</summary>
public enum RollupOperation : byte
{
    Sum,
    Max,
    Min,
    Avg,

    /// <summary>How many there are that meet the rule's conditions.</summary>
    Count,

    /// <summary>As Prometheus' quantile(): between two values it lies where the rank does.</summary>
    Quantile,

    /// <summary>The largest ones, each with the labels of its own series.</summary>
    Topk,
}
