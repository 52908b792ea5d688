using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;
using static Collector.Snmp.Tests.Mapping.Modules;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Mapping.Plans;

public sealed class ModuleCompilerTests
{
    private static readonly LookupOptions IfName = Lookup("ifName", Root + ".9.1", by: "ifIndex");

    [Fact]
    public void Metrics_with_the_same_labels_share_a_table_and_others_have_their_own()
    {
        var plan = Compile(
            Metric("up", Root + ".1", SnmpMetricType.Gauge),
            Metric("in", Root + ".2", SnmpMetricType.Counter, [Index("ifIndex")], IfName),
            Metric("out", Root + ".3", SnmpMetricType.Counter, [Index("ifIndex")], IfName),
            Metric("plain", Root + ".4", SnmpMetricType.Counter, [Index("ifIndex")]),
            Metric("other", Root + ".5", SnmpMetricType.Counter, [Index("index")]));

        Assert.Equal([["up"], ["in", "out"], ["plain"], ["other"]],
            plan.Schema.Tables.Select(table => table.Columns.Select(column => column.Family.Name).ToArray()));
        Assert.Equal(4, plan.Tables.Count); // ifName lives in the table of `in` and `out`
        Assert.Equal([0, 1, 0, 0], plan.Tables.Select(table => table.Lookups));
    }

    [Fact]
    public void A_lookup_by_all_indexes_is_read_from_the_row_itself()
    {
        var module = new MappedModule(Compile(Metric("in", Root + ".2", SnmpMetricType.Counter, [Index("ifIndex")], IfName)));

        var series = module.Poll(Counter64(Root + ".2.7", 70), Counter64(Root + ".2.8", 80), Text(Root + ".9.1.7", "eth7"), Text(Root + ".9.1.8", "eth8"));

        Assert.Equal(70, series["in{ifIndex=\"7\",ifName=\"eth7\"}"]);
        Assert.Equal(80, series["in{ifIndex=\"8\",ifName=\"eth8\"}"]);
        Assert.Single(module.State.Tables);
    }

    [Fact]
    public void A_lookup_by_some_of_the_indexes_is_read_from_the_other_table()
    {
        var module = new MappedModule(Compile(
            Metric("queue", Root + ".2", SnmpMetricType.Counter, [Index("ifIndex"), Index("queue")], IfName),
            Metric("in", Root + ".3", SnmpMetricType.Counter, [Index("ifIndex")], IfName)));

        var series = module.Poll(
            Counter64(Root + ".2.7.1", 71), Counter64(Root + ".2.7.2", 72), Counter64(Root + ".2.9.1", 91),
            Counter64(Root + ".3.7", 70), Text(Root + ".9.1.7", "eth7"));

        Assert.Equal(71, series["queue{ifIndex=\"7\",ifName=\"eth7\",queue=\"1\"}"]);
        Assert.Equal(72, series["queue{ifIndex=\"7\",ifName=\"eth7\",queue=\"2\"}"]);
        Assert.Equal(91, series["queue{ifIndex=\"9\",ifName=\"\",queue=\"1\"}"]);
        Assert.Equal(70, series["in{ifIndex=\"7\",ifName=\"eth7\"}"]);
    }

    [Fact]
    public void A_lookup_by_the_indexes_in_another_order_is_found_too()
    {
        var module = new MappedModule(Compile(
            Metric("m", Root + ".2", SnmpMetricType.Gauge, [Index("a"), Index("name", SnmpIndexType.DisplayString)], Lookup("found", Root + ".9.1", by: ["name", "a"]))));

        var series = module.Poll(Gauge32(Root + ".2.5.2.97.98", 1), Text(Root + ".9.1.2.97.98.5", "x"));

        Assert.Equal(1, series["m{a=\"5\",found=\"x\",name=\"ab\"}"]); // raw sub-identifiers, the length included
    }

    [Fact]
    public void Only_lookups_show_no_table_of_their_own()
    {
        var plan = Compile(Metric("queue", Root + ".2", SnmpMetricType.Counter, [Index("ifIndex"), Index("queue")], IfName, Lookup("ifAlias", Root + ".9.18", by: "ifIndex")));
        Assert.Single(plan.Schema.Tables);
        Assert.Equal(2, plan.Tables.Count);
        Assert.Equal((null, 2), (plan.Tables[1].Schema, plan.Tables[1].Lookups)); // one for both: they are columns of one conceptual row
    }

    [Fact]
    public void An_object_can_be_a_metric_here_and_a_lookup_there()
    {
        var module = new MappedModule(Compile(
            Metric("ifName", Root + ".9.1", SnmpMetricType.DisplayString, [Index("ifIndex")]),
            Metric("in", Root + ".2", SnmpMetricType.Counter, [Index("ifIndex")], IfName)));

        var series = module.Poll(Counter64(Root + ".2.7", 70), Text(Root + ".9.1.7", "eth7"));

        Assert.Equal(70, series["in{ifIndex=\"7\",ifName=\"eth7\"}"]);
        Assert.Equal(1, series["ifName{ifIndex=\"7\",ifName=\"eth7\"}"]);
        Assert.Equal(2, series.Count);
    }

    [Fact]
    public void A_text_metric_that_is_its_own_lookup_has_the_label_once()
    {
        var module = new MappedModule(Compile(Metric("ifName", Root + ".9.1", SnmpMetricType.DisplayString, [Index("ifIndex")], IfName)));
        Assert.Equal(1, module.Poll(Text(Root + ".9.1.7", "eth7"))["ifName{ifIndex=\"7\",ifName=\"eth7\"}"]);
    }

    [Fact]
    public void Lookups_and_removals_work_in_the_order_written()
    {
        var plan = Compile(Metric("m", Root + ".2", SnmpMetricType.Gauge, [Index("ifIndex"), Index("gone")], IfName, Remove("gone"), Remove("never")));
        var module = new MappedModule(plan);
        Assert.Equal(1, module.Poll(Gauge32(Root + ".2.7.1", 1), Text(Root + ".9.1.7", "eth7"))["m{ifIndex=\"7\",ifName=\"eth7\"}"]);

        var removedAfter = new MappedModule(Compile(Metric("m", Root + ".2", SnmpMetricType.Gauge, [Index("ifIndex")], IfName, Remove("ifIndex"))));
        Assert.Equal(1, removedAfter.Poll(Gauge32(Root + ".2.7", 1), Text(Root + ".9.1.7", "eth7"))["m{ifName=\"eth7\"}"]);
    }

    [Fact]
    public void Of_two_metrics_with_one_oid_the_last_one_counts()
    {
        var module = new MappedModule(Compile(
            Metric("old", Root + ".2", SnmpMetricType.Gauge, [Index("i")]),
            Metric("new", Root + ".2", SnmpMetricType.Counter, [Index("i")])));
        Assert.Equal(["new{i=\"1\"}"], module.Poll(Gauge32(Root + ".2.1", 5)).Keys);
    }

    [Fact]
    public void The_shortest_oid_wins_and_who_wrote_the_longer_one_is_told()
    {
        var plan = Compile(out var problems,
            Metric("below", Root + ".2.5", SnmpMetricType.Gauge, [Index("i")]),
            Metric("above", Root + ".2", SnmpMetricType.Gauge, [Index("i"), Index("j")]),
            Metric("beside", Root + ".25", SnmpMetricType.Gauge, [Index("i")]));

        var series = new MappedModule(plan).Poll(Gauge32(Root + ".2.5.1", 51), Gauge32(Root + ".25.1", 251));

        Assert.Equal(["above{i=\"5\",j=\"1\"}", "beside{i=\"1\"}"], series.Keys.Order(StringComparer.Ordinal));
        Assert.Contains($"{Root}.2.5", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_targets_label_wins_and_ours_becomes_exported()
    {
        var plan = Compile(Metric("m", Root + ".2", SnmpMetricType.Gauge, [Index("site"), Index("exported_site"), Index("x")]));
        Assert.Equal("m{exported_site=\"2\",site=\"1\",x=\"3\"}", Assert.Single(new MappedModule(plan).Poll(Gauge32(Root + ".2.1.2.3", 1))).Key);

        var clash = new MappedModule(plan, new Label("site", "ams1")).Poll(Gauge32(Root + ".2.1.2.3", 1));
        Assert.Equal(["exported_exported_site=\"1\"", "exported_site=\"2\"", "x=\"3\""], LabelsOf(Assert.Single(clash).Key).Order(StringComparer.Ordinal));

        var both = new MappedModule(plan, new Label("site", "ams1"), new Label("exported_site", "y")).Poll(Gauge32(Root + ".2.1.2.3", 1));
        var names = LabelsOf(Assert.Single(both).Key).Select(label => label.Split('=')[0]).ToList();
        Assert.Equal(3, names.Distinct().Count());
        Assert.DoesNotContain("site", names);
        Assert.DoesNotContain("exported_site", names);
    }

    [Fact]
    public void Numbers_are_scaled_and_shifted()
    {
        var module = new MappedModule(Compile(
            Metric("g", Root + ".1", SnmpMetricType.Gauge) with { Scale = 0.1, Offset = -5 },
            Metric("c", Root + ".2", SnmpMetricType.Counter) with { Scale = 8 },
            Metric("o", Root + ".3", SnmpMetricType.Gauge) with { Offset = 1 }));
        var series = module.Poll(Integer(Root + ".1.0", -20), Counter64(Root + ".2.0", 1000), Integer(Root + ".3.0", 2));
        Assert.Equal([-7.0, 8000.0, 3.0], [series["g{}"], series["c{}"], series["o{}"]]);
    }

    [Fact]
    public void Enumerations_are_info_or_state_set()
    {
        var states = new Dictionary<long, string> { [1] = "up", [2] = "down" };
        var module = new MappedModule(Compile(
            Metric("oper", Root + ".1", SnmpMetricType.EnumAsInfo, [Index("i")]) with { EnumValues = states },
            Metric("admin", Root + ".2", SnmpMetricType.EnumAsStateSet, [Index("i")]) with { EnumValues = states }));

        var series = module.Poll(Integer(Root + ".1.1", 2), Integer(Root + ".1.2", 7), Integer(Root + ".2.1", 1));

        Assert.Equal(
            ["admin{i=\"1\",admin=\"down\"} 0", "admin{i=\"1\",admin=\"up\"} 1", "oper_info{i=\"1\",oper=\"down\"} 1", "oper_info{i=\"2\",oper=\"7\"} 1"],
            series.Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(SnmpLookupType.DisplayString, "ab")]
    [InlineData(SnmpLookupType.OctetString, "0x6162")]
    [InlineData(SnmpLookupType.PhysAddress48, "61:62:00:00:00:00")]
    [InlineData(SnmpLookupType.InetAddressIPv4, "97.98.0.0")]
    [InlineData(SnmpLookupType.Gauge, "97")]
    [InlineData(SnmpLookupType.DateAndTime, "0x6162")]
    public void A_looked_up_string_is_rendered_as_its_type_says(SnmpLookupType type, string text)
    {
        var module = new MappedModule(Compile(Metric("m", Root + ".2", SnmpMetricType.Gauge, [Index("i")], Lookup("l", Root + ".9.1", type, "i"))));
        Assert.Equal($"m{{i=\"1\",l=\"{text}\"}}", Assert.Single(module.Poll(Gauge32(Root + ".2.1", 1), Text(Root + ".9.1.1", "ab"))).Key);
    }

    [Fact]
    public void A_looked_up_code_is_named()
    {
        var lookup = Lookup("l", Root + ".9.1", SnmpLookupType.EnumAsInfo, "i") with { EnumValues = new Dictionary<long, string> { [6] = "ethernet\"6\"" } };
        var module = new MappedModule(Compile(Metric("m", Root + ".2", SnmpMetricType.Gauge, [Index("i")], lookup)));
        var series = module.Poll(Gauge32(Root + ".2.1", 1), Gauge32(Root + ".2.2", 1), Integer(Root + ".9.1.1", 6), Integer(Root + ".9.1.2", 7));
        Assert.Equal(["m{i=\"1\",l=\"ethernet\\\"6\\\"\"}", "m{i=\"2\",l=\"7\"}"], series.Keys.Order(StringComparer.Ordinal));
    }

    private static string[] LabelsOf(string series) => series[(series.IndexOf('{', StringComparison.Ordinal) + 1)..^1].Split(',');
}
