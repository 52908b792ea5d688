using Collector.Pipeline.Configuration;
using Collector.Pipeline.Rollups.Rules;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration.Rollups;

/// <summary>Warns of rollups that read what no module has. What devices stream is not known before they do, so with gNMI subscriptions nothing is said of names.</summary>
internal static class RollupCheck
{
    public static void Run(IReadOnlyList<RollupRule> rules, SnmpModules modules, bool hasSubscriptions, ConfigurationProblems problems)
    {
        if (rules.Count == 0) return;
        var families = new Dictionary<string, SnmpMetricType>(StringComparer.Ordinal);
        var tables = new List<HashSet<string>>();
        foreach (var module in modules.Modules.Values)
        {
            foreach (var (name, type) in module.Metrics.SelectMany(FamiliesOf)) families.TryAdd(name, type);
            tables.AddRange(module.Metrics.GroupBy(LabelsOf, StringComparer.Ordinal).Select(table => table.SelectMany(FamiliesOf).Select(family => family.Name).ToHashSet(StringComparer.Ordinal)));
        }

        foreach (var rule in rules) Check(rule, families, tables, hasSubscriptions, problems);
    }

    private static void Check(RollupRule rule, Dictionary<string, SnmpMetricType> families, List<HashSet<string>> tables, bool hasSubscriptions, ConfigurationProblems problems)
    {
        if (families.ContainsKey(rule.Name)) problems.Warning(rule.Position, $"rollup {rule.Name}: a module has a family of that name too");
        if (rule.IsOfTargets) return;
        string[] read = [rule.Family, .. rule.Per is null ? Array.Empty<string>() : [rule.Per], .. rule.Conditions.Select(condition => condition.Family)];
        foreach (var family in hasSubscriptions ? [] : read.Where(family => !Has(families.Keys, family)).Distinct(StringComparer.Ordinal))
        {
            var hint = family[0] == RollupNames.AnyPrefix ? ", and there are no gNMI subscriptions" : NearestName.Hint(family, families.Keys);
            problems.Warning(rule.Position, $"rollup {rule.Name}: no module has a family {family}{hint}");
        }

        if (read.All(family => Has(families.Keys, family)) && !tables.Exists(table => read.All(family => Has(table, family))))
            problems.Warning(rule.Position, $"rollup {rule.Name}: no module has {string.Join(", ", read.Distinct(StringComparer.Ordinal))} in rows with the same labels");
        if (!families.TryGetValue(rule.Family, out var type)) return;
        if (!IsNumber(type)) problems.Warning(rule.Position, $"rollup {rule.Name}: {rule.Family} is text");
        else if (rule.IsRate && type != SnmpMetricType.Counter) problems.Warning(rule.Position, $"rollup {rule.Name}: {rule.Family} is no counter, and a rate of it says nothing");
        else if (!rule.IsRate && type == SnmpMetricType.Counter) problems.Warning(rule.Position, $"rollup {rule.Name}: {rule.Family} is a counter; its growth in a second is rate({rule.Family})");
    }

    private static bool Has(IEnumerable<string> names, string family) => names.Any(name => RollupNames.Matches(family, name));

    private static IEnumerable<(string Name, SnmpMetricType Type)> FamiliesOf(MetricOptions metric)
    {
        if (metric.RegexExtracts.Count > 0) return metric.RegexExtracts.Keys.Select(suffix => (metric.Name + suffix, SnmpMetricType.Gauge));
        return [(metric.Type == SnmpMetricType.EnumAsInfo ? metric.Name + "_info" : metric.Name, metric.Type)];
    }

    private static string LabelsOf(MetricOptions metric) =>
        string.Join(',', metric.Indexes.Select(index => index.LabelName).Concat(metric.Lookups.Select(lookup => lookup.LabelName + lookup.Oid)));

    private static bool IsNumber(SnmpMetricType type) => type
        is SnmpMetricType.Counter or SnmpMetricType.Gauge or SnmpMetricType.Float or SnmpMetricType.Double
        or SnmpMetricType.DateAndTime or SnmpMetricType.ParseDateAndTime or SnmpMetricType.NTPTimeStamp
        or SnmpMetricType.EnumAsInfo or SnmpMetricType.EnumAsStateSet;
}
