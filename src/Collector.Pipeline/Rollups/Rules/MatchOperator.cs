namespace Collector.Pipeline.Rollups.Rules;

/// <summary>How a label is compared, as in a selector of Prometheus.</summary>
public enum MatchOperator : byte
{
    Equal,
    NotEqual,
    Matches,
    DoesNotMatch,
}
