using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Tests.Mapping;

/// <summary>Modules in a few words. Objects lie below `1.3.6.1.9`.</summary>
internal static class Modules
{
    public const string Root = "1.3.6.1.9";

    public static IndexOptions Index(string label, SnmpIndexType type = SnmpIndexType.Gauge, int fixedSize = 0, bool implied = false) =>
        new() { LabelName = label, Type = type, FixedSize = fixedSize, Implied = implied };

    public static LookupOptions Lookup(string label, string oid, SnmpLookupType type = SnmpLookupType.DisplayString, params string[] by) =>
        new() { LabelName = label, Oid = Oid.Parse(oid), Type = type, Labels = by };

    public static LookupOptions Remove(string label) => new() { LabelName = label };

    public static MetricOptions Metric(string name, string oid, SnmpMetricType type, IReadOnlyList<IndexOptions>? indexes = null, params LookupOptions[] lookups) =>
        new() { Name = name, Oid = Oid.Parse(oid), Type = type, Help = name, Indexes = indexes ?? [], Lookups = lookups };

    public static SnmpModuleOptions Options(params MetricOptions[] metrics) => new() { Name = "test", Walk = [Oid.Parse(Root)], Metrics = metrics };

    public static ModulePlan Compile(params MetricOptions[] metrics) => Compile(out _, metrics);

    /// <summary>With some objects, by the names of metrics and labels, that are not read in every poll.</summary>
    public static ModulePlan CompilePaced(string[] slow, params MetricOptions[] metrics) =>
        ModuleCompiler.Compile(Options(metrics), 0, [], paces: new ModulePaces { IsOn = true, Columns = slow.ToDictionary(name => name, _ => TimeSpan.FromMinutes(10)), FewestInstances = 0 });

    public static ModulePlan Compile(out ConfigurationProblems problems, params MetricOptions[] metrics)
    {
        problems = new ConfigurationProblems();
        return ModuleCompiler.Compile(Options(metrics), 0, problems);
    }
}
