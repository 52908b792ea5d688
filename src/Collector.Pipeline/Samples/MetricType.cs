namespace Collector.Pipeline.Samples;

/// <summary>What a family's TYPE line says, in the vocabulary of the text format 0.0.4 and of OpenMetrics 1.0.</summary>
public enum MetricType
{
    /// <summary>`untyped` in text 0.0.4, `unknown` in OpenMetrics: also what a family becomes whose contributors disagree.</summary>
    Unknown,
    Counter,
    Gauge,
}
