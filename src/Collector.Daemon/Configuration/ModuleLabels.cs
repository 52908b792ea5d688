using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>The labels that a module's own series carry.</summary>
internal static class ModuleLabels
{
    public static IReadOnlySet<string> Of(SnmpModuleOptions module) =>
        module.Metrics.SelectMany(Of).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Of(MetricOptions metric)
    {
        var labels = metric.Indexes.Select(index => index.LabelName).ToHashSet(StringComparer.Ordinal);
        foreach (var lookup in metric.Lookups)
        {
            if (lookup.IsRemoval) labels.Remove(lookup.LabelName);
            else labels.Add(lookup.LabelName);
        }
        if (ValueIsLabel(metric)) labels.Add(metric.Name);
        return labels;
    }

    /// <summary>Whether a series says its value in a label of the metric's own name.</summary>
    private static bool ValueIsLabel(MetricOptions metric) => metric.Type switch
    {
        SnmpMetricType.Counter or SnmpMetricType.Gauge or SnmpMetricType.Float or SnmpMetricType.Double => false,
        SnmpMetricType.DateAndTime or SnmpMetricType.ParseDateAndTime or SnmpMetricType.NTPTimeStamp => false,
        SnmpMetricType.EnumAsInfo or SnmpMetricType.EnumAsStateSet or SnmpMetricType.Bits => true,
        _ => metric.RegexExtracts.Count == 0,
    };
}
