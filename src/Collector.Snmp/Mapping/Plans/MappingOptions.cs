namespace Collector.Snmp.Mapping.Plans;

/// <summary>How modules are compiled for one use; each combination makes plans of its own.</summary>
internal sealed record MappingOptions
{
    /// <summary>As `/metrics` and remote write have it: a counter is exact as far as a double is.</summary>
    public static MappingOptions Default { get; } = new();

    /// <summary>
    /// Whether a Counter64 begins anew at 2^53, whatever the metric's type. The `/snmp` endpoint does so, because snmp_exporter does
    /// (`--snmp.wrap-large-counters`, on by default) and a counter that changes its source must not jump; `/metrics` shows all 64 bits.
    /// </summary>
    public bool WrapLargeCounters { get; init; }

    /// <summary>
    /// Whether a metric of type `counter` shows whatever the value says as a number: negative, with a fraction, 0 for text. The `/snmp` endpoint does so, because
    /// snmp_exporter does; `/metrics` shows only what can be a count, since anything else would look like a reset.
    /// </summary>
    public bool CountersTakeAnyNumber { get; init; }
}
