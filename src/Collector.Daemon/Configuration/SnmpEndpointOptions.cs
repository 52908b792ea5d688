namespace Collector.Daemon.Configuration;

/// <summary>How <c>/snmp</c> behaves; polls on our own schedule are not concerned.</summary>
internal sealed record SnmpEndpointOptions
{
    /// <summary>Counter64 wraps at 2^53, where a double begins to round: snmp_exporter's <c>--snmp.wrap-large-counters</c>, on by default.</summary>
    public bool WrapLargeCounters { get; init; } = true;

    /// <summary>Whom it may ask.</summary>
    public AllowedTargets AllowedTargets { get; init; } = AllowedTargets.Everything;
}
