namespace Collector.Snmp.Modules;

/// <summary>Knows what the mapping cannot do yet, so that a large file loads and its owner reads what is missing.</summary>
internal static class MetricSupport
{
    /// <summary>What a metric needs in vain, or null when it can be mapped.</summary>
    public static string? WhatIsMissing(MetricOptions metric)
    {
        if (!IsSupported(metric.Type)) return NotYet($"type {metric.Type}");
        // Regexes only ever apply to text; snmp_exporter ignores them on numbers as well.
        if (metric.RegexExtracts.Count > 0 && IsText(metric.Type)) return NotYet("regex_extracts");
        if (metric.DisplayHint.Length > 0 && metric.Type == SnmpMetricType.OctetString) return NotYet("display_hint");
        return InLookups(metric);
    }

    private static string? InLookups(MetricOptions metric) =>
        metric.Lookups.Any(lookup => lookup.DisplayHint.Length > 0) ? NotYet("display_hint in a lookup") : null;

    private static bool IsSupported(SnmpMetricType type) => type is SnmpMetricType.Counter or SnmpMetricType.Gauge or SnmpMetricType.Float or SnmpMetricType.Double
        or SnmpMetricType.EnumAsInfo or SnmpMetricType.EnumAsStateSet
        or SnmpMetricType.DisplayString or SnmpMetricType.OctetString or SnmpMetricType.PhysAddress48
        or SnmpMetricType.InetAddressIPv4 or SnmpMetricType.InetAddressIPv6;

    private static bool IsText(SnmpMetricType type) => type is SnmpMetricType.DisplayString or SnmpMetricType.OctetString or SnmpMetricType.PhysAddress48
        or SnmpMetricType.InetAddressIPv4 or SnmpMetricType.InetAddressIPv6;

    private static string NotYet(string what) => $"{what} is not supported yet";
}
