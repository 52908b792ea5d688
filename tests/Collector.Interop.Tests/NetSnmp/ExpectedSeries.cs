using Collector.Snmp.Modules;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>
/// What a module's series must be, made from what snmpwalk printed. It restates snmp_exporter's rules for the types that the
/// built-in modules use and shares no code with the mapping that it checks.
/// </summary>
internal static class ExpectedSeries
{
    public static IReadOnlyDictionary<string, double> From(SnmpModuleOptions module, Walk walk)
    {
        var series = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var metric in module.Metrics)
        {
            foreach (var (index, value) in walk.Of(metric.Oid.ToString()))
            {
                var labels = Labels(metric, index, walk);
                var (name, number) = Sample(metric, value, labels);
                series.Add(SeriesName.Of(name, labels), number);
            }
        }

        return series;
    }

    private static Dictionary<string, string> Labels(MetricOptions metric, string index, Walk walk)
    {
        if (metric.Indexes.Any(one => one.Type != SnmpIndexType.Gauge)) throw new NotSupportedException($"{metric.Name}: only integer indexes");
        var labels = metric.Indexes.Select(one => one.LabelName).Zip(index.Split('.')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        foreach (var lookup in metric.Lookups.Where(lookup => !lookup.IsRemoval))
        {
            var row = string.Join('.', lookup.Labels.Select(label => labels[label]));
            if (walk.Values.TryGetValue($"{lookup.Oid}.{row}", out var found)) labels[lookup.LabelName] = found.Text(lookup.Type == SnmpLookupType.DisplayString);
        }

        foreach (var lookup in metric.Lookups.Where(lookup => lookup.IsRemoval)) labels.Remove(lookup.LabelName);
        return labels;
    }

    private static (string Name, double Value) Sample(MetricOptions metric, WalkedValue value, Dictionary<string, string> labels)
    {
        switch (metric.Type)
        {
            case SnmpMetricType.Counter or SnmpMetricType.Gauge or SnmpMetricType.Float or SnmpMetricType.Double:
                return (metric.Name, value.Number!.Value);
            case SnmpMetricType.DateAndTime:
                return (metric.Name, value.UnixSeconds());
            case SnmpMetricType.EnumAsInfo:
                labels[metric.Name] = metric.EnumValues.TryGetValue((long)value.Number!.Value, out var word) ? word : value.Text(isDisplayString: false);
                return ($"{metric.Name}_info", 1);
            case SnmpMetricType.DisplayString or SnmpMetricType.OctetString:
                labels[metric.Name] = value.Text(metric.Type == SnmpMetricType.DisplayString);
                return (metric.Name, 1);
            case SnmpMetricType.PhysAddress48:
                labels[metric.Name] = value.Mac();
                return (metric.Name, 1);
            default:
                throw new NotSupportedException($"{metric.Name}: {metric.Type}");
        }
    }
}
