using Collector.Pipeline.Samples;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;
using Collector.Snmp.Tests.Modules;
using Collector.Testing;

namespace Collector.Snmp.Tests.Mapping.Cells;

/// <summary>A module of one metric as snmp.yml would have it, and the series of whatever is polled: `m` at <see cref="Oid"/>.</summary>
internal static class OneMetric
{
    public const string Oid = "1.3.6.1.9.4.2";

    /// <summary>The object before it, where subtypes are.</summary>
    public const string Before = "1.3.6.1.9.4.1";

    /// <param name="keys">All keys but name, oid and help, in flow style.</param>
    /// <param name="options">What the plan is for.</param>
    /// <param name="isSlow">Whether a poll need not read it.</param>
    public static MappedModule Module(string keys, MappingOptions? options = null, bool isSlow = false)
    {
        var module = SnmpYaml.Valid(SnmpYaml.OneMetric($"{{name: m, oid: {Oid}, help: Text., {keys}}}")).Modules["m"];
        var paces = new ModulePaces { IsOn = isSlow, Columns = new Dictionary<string, TimeSpan> { ["m"] = TimeSpan.FromMinutes(10) } };
        return new MappedModule(ModuleCompiler.Compile(module, 0, [], options, paces));
    }

    /// <summary>Series as `name{labels} value`, sorted.</summary>
    public static string[] Poll(string keys, params IEnumerable<AgentVarbind> varbinds) => Lines(Module(keys).Poll(varbinds));

    public static string[] Lines(IReadOnlyDictionary<string, double> series) => [.. series.Select(one => FormattableString.Invariant($"{one.Key} {one.Value}")).Order(StringComparer.Ordinal)];

    public static MetricFamily[] Families(string keys) => [.. Module(keys).State.Plan.Schema.Tables.SelectMany(table => table.Columns).Select(column => column.Family)];
}
