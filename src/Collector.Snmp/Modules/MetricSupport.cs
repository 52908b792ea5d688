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
        return InIndexes(metric.Indexes) ?? InLookups(metric);
    }

    private static string? InIndexes(IReadOnlyList<IndexOptions> indexes)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in indexes)
        {
            if (!labels.Add(index.LabelName)) return $"two indexes make the label {index.LabelName}";
            if (!IsSupported(index.Type)) return NotYet($"index type {index.Type}");
        }

        return null;
    }

    private static string? InLookups(MetricOptions metric)
    {
        if (metric.Lookups.Count == 0) return null;
        var indexes = metric.Indexes.Select(index => index.LabelName).ToHashSet(StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lookup in metric.Lookups.Where(lookup => !lookup.IsRemoval))
        {
            if (!IsSupported(lookup.Type)) return NotYet($"lookup type {lookup.Type}");
            if (lookup.DisplayHint.Length > 0) return NotYet("display_hint in a lookup");
            foreach (var source in lookup.Labels)
            {
                if (found.Contains(source)) return NotYet($"the lookup of {lookup.LabelName} from {source}, which is itself looked up,");
                if (!indexes.Contains(source)) return $"the lookup of {lookup.LabelName} needs the label {source}, which no index makes";
            }

            found.Add(lookup.LabelName);
        }

        return null;
    }

    private static bool IsSupported(SnmpMetricType type) => type is SnmpMetricType.Counter or SnmpMetricType.Gauge or SnmpMetricType.Float or SnmpMetricType.Double
        or SnmpMetricType.EnumAsInfo or SnmpMetricType.EnumAsStateSet
        or SnmpMetricType.DisplayString or SnmpMetricType.OctetString or SnmpMetricType.PhysAddress48
        or SnmpMetricType.InetAddressIPv4 or SnmpMetricType.InetAddressIPv6;

    private static bool IsSupported(SnmpIndexType type) => type is not (SnmpIndexType.InetAddress or SnmpIndexType.InetAddressMissingSize
        or SnmpIndexType.LldpPortId);

    private static bool IsSupported(SnmpLookupType type) => type is SnmpLookupType.Integer or SnmpLookupType.Integer32 or SnmpLookupType.Gauge or SnmpLookupType.Counter
        or SnmpLookupType.EnumAsInfo or SnmpLookupType.PhysAddress48 or SnmpLookupType.Bits or SnmpLookupType.OctetString or SnmpLookupType.DisplayString
        or SnmpLookupType.InetAddressIPv4 or SnmpLookupType.InetAddressIPv6;

    private static bool IsText(SnmpMetricType type) => type is SnmpMetricType.DisplayString or SnmpMetricType.OctetString or SnmpMetricType.PhysAddress48
        or SnmpMetricType.InetAddressIPv4 or SnmpMetricType.InetAddressIPv6;

    private static string NotYet(string what) => $"{what} is not supported yet";
}
