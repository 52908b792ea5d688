using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling.Packing;

/// <summary>A module with a table of several columns, some with labels, and a scalar; and agents that have it.</summary>
internal static class PackedModule
{
    public const int Columns = 12; // 1 and 3 to 11 are gauges, 2 is the name; 12 is wanted by nobody
    public const string Entry = Root + ".1.1";
    public const string Count = Root + ".2";

    /// <summary>The module, or the same without packing.</summary>
    public static ModulePlan Plan(bool packs = true, int maxRepetitions = 25) => ModuleCompiler.Compile(
        Options([.. Enumerable.Range(1, Columns - 1).Where(column => column != 2).Select(Gauge), Metric("count", Count, SnmpMetricType.Gauge)])
            with { MaxRepetitions = maxRepetitions, PacksColumns = packs },
        0, []);

    /// <summary>An agent with rows 1 to n, all columns filled.</summary>
    public static FakeMib Mib(int rows)
    {
        var mib = new FakeMib(AgentVarbind.Gauge32($"{Count}.0", (uint)rows), AgentVarbind.Gauge32("1.3.6.1.10.1.0", 1));
        for (var row = 1; row <= rows; row++) AddRow(mib, row);
        return mib;
    }

    public static void AddRow(FakeMib mib, int row)
    {
        for (var column = 1; column <= Columns; column++) mib.Set(Cell(column, row));
    }

    public static void RemoveRow(FakeMib mib, int row)
    {
        for (var column = 1; column <= Columns; column++) mib.Remove($"{Entry}.{column}.{row}");
    }

    public static AgentVarbind Cell(int column, int row, uint add = 0) => column == 2
        ? AgentVarbind.Text($"{Entry}.2.{row}", $"port{row}")
        : AgentVarbind.Gauge32($"{Entry}.{column}.{row}", (uint)((1000 * column) + row) + add);

    /// <summary>What a poll of an agent with these rows shows.</summary>
    public static IEnumerable<string> Series(params IEnumerable<int> rows) =>
        rows.SelectMany(row => Enumerable.Range(1, Columns - 1).Where(column => column != 2).Select(column => $"c{column}{{i=\"{row}\",name=\"port{row}\"}}")).Append("count{}")
            .Order(StringComparer.Ordinal);

    private static MetricOptions Gauge(int column) =>
        Metric($"c{column}", $"{Entry}.{column}", SnmpMetricType.Gauge, [Index("i")], Lookup("name", $"{Entry}.2", by: "i"));
}
