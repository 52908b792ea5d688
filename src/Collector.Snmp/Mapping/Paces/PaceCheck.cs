using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Paces;

/// <summary>Checks the names in <c>snmp.paces</c> against the modules: each must be there, and no counter may be slow.</summary>
public static class PaceCheck
{
    public static void Run(SnmpPaces paces, SnmpModules modules, ConfigurationProblems problems)
    {
        foreach (var written in paces.Written)
        {
            var module = written.Module is { } name ? modules.Modules.GetValueOrDefault(name) : null;
            if (written.Module is not null && module is null)
            {
                if (written.Column is null) problems.Error(written.Position, $"paces: there is no module \"{written.Module}\"{NearestName.Hint(written.Module, modules.Modules.Keys)}");
                continue;
            }

            if (written.Column is { } column) Check(column, module is null ? [.. modules.Modules.Values] : [module], written, problems);
        }
    }

    private static void Check(string column, IReadOnlyList<SnmpModuleOptions> modules, PacedColumn written, ConfigurationProblems problems)
    {
        var metrics = modules.SelectMany(module => module.Metrics).ToList();
        var where = written.Module is null ? "no module has" : $"module {written.Module} does not have";
        var meant = modules.SelectMany(module => ColumnNames.Find(column, module)).ToHashSet();
        if (!metrics.Exists(metric => meant.Contains(metric.Oid) || metric.Lookups.Any(lookup => !lookup.IsRemoval && meant.Contains(lookup.Oid))))
            problems.Error(written.Position, $"paces: {where} a metric or a looked-up label \"{column}\"{NearestName.Hint(column, Names(metrics))}");
        else if (metrics.Find(metric => metric.Type == SnmpMetricType.Counter && meant.Contains(metric.Oid)) is { } counter)
            problems.Error(written.Position, $"paces: {counter.Name} is a counter, which every poll reads");
    }

    private static IEnumerable<string> Names(IEnumerable<MetricOptions> metrics) =>
        metrics.SelectMany(metric => metric.Lookups.Where(lookup => !lookup.IsRemoval).Select(lookup => lookup.LabelName).Prepend(metric.Name)).Distinct();
}
