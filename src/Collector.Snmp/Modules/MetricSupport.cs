namespace Collector.Snmp.Modules;

/// <summary>Knows what the mapping cannot do yet, so that a large file loads and its owner reads what is missing.</summary>
internal static class MetricSupport
{
    /// <summary>What a metric needs in vain, or null when it can be mapped.</summary>
    public static string? WhatIsMissing(MetricOptions metric) =>
        metric.Lookups.Any(lookup => lookup.DisplayHint.Length > 0) ? "display_hint in a lookup is not supported yet" : null;
}
