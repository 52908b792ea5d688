using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Explaining;

/// <summary>What came and nobody wanted.</summary>
public sealed class UnwantedNamesTests
{
    private static readonly SnmpModuleOptions Gauge = Options(Metric("m", $"{Root}.1.1.2", SnmpMetricType.Gauge, [Index("i"), Index("j")]));

    [Fact]
    public async Task A_column_beside_the_modules_own_is_one_group_whatever_its_index()
    {
        var mib = new FakeMib(
            AgentVarbind.Gauge32($"{Root}.1.1.2.1.1", 1),
            AgentVarbind.Text($"{Root}.1.1.3.1.1", "x"), AgentVarbind.Text($"{Root}.1.1.3.1.2", "y"), AgentVarbind.Text($"{Root}.1.1.3.2.1", "z"),
            AgentVarbind.Gauge32($"{Root}.5.0", 5));
        var other = Options(Metric("theirs", $"{Root}.1.1.3", SnmpMetricType.DisplayString)) with { Name = "other" };

        var module = await Explained.ModuleAsync("127.39.3.2", mib, Gauge, others: other);

        Assert.Equal([($"{Root}.1.1.3", 3), ($"{Root}.5", 1)], module.Unwanted.Select(one => (one.Oid, one.Instances)));
        var column = module.Unwanted[0];
        Assert.Equal(($"m {Root}.1.1.2", "other/theirs"), (column.NearestMetric, Assert.Single(column.MappedBy)));
        Assert.Equal(($"{Root}.1.1.3.1.1", "OCTET STRING", "x"), (column.Example.Oid, column.Example.Type, column.Example.Value));
        Assert.Equal(4, module.UnwantedInstances);
        Assert.StartsWith("4 instances were received that no metric and no lookup of the module maps", Assert.Single(module.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_names_become_a_few_groups_that_count_all_of_them()
    {
        var mib = new FakeMib(Enumerable.Range(0, 1000).Select(i => AgentVarbind.Gauge32($"{Root}.9.1.{i % 4}.{i / 4}.{i % 7}", 1)));

        var module = await Explained.ModuleAsync("127.39.3.4", mib, Gauge);

        Assert.InRange(module.Unwanted.Count, 1, 100);
        Assert.Equal((1000, 1000), (module.UnwantedInstances, module.Unwanted.Sum(one => one.Instances)));
    }
}
