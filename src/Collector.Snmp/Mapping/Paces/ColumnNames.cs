using Collector.Snmp.Ber;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Paces;

/// <summary>The objects that a user means by a column: the name of a metric, of a looked-up label, or an OID.</summary>
internal static class ColumnNames
{
    public static IEnumerable<Oid> Find(string column, SnmpModuleOptions module)
    {
        if (Oid.TryParse(column, out var oid)) return [oid];
        var metrics = module.Metrics.Where(metric => metric.Name == column).Select(metric => metric.Oid);
        var labels = module.Metrics.SelectMany(metric => metric.Lookups).Where(lookup => !lookup.IsRemoval && lookup.LabelName == column).Select(lookup => lookup.Oid);
        return metrics.Concat(labels).Distinct();
    }
}
