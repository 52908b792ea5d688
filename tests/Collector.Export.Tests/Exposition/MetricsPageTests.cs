using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition;

public sealed class MetricsPageTests
{
    private readonly FilledStore _store = new();

    [Fact]
    public async Task A_table_becomes_families_in_order_with_one_header_each()
    {
        var schema = Module("if_mib", 0, Counter("ifHCOutOctets", "Octets out."), Counter("ifHCInOctets", "Octets in."));
        foreach (var instance in new[] { "r2", "r1" })
        {
            var series = _store.Add(instance, ["if_mib"], new Label("site", "ams1"));
            _store.Publish(series, 0, schema, ("ifIndex=\"1\",ifName=\"eth0\"", [10UL, 11UL]), ("ifIndex=\"2\",ifName=\"eth1\"", [null, ulong.MaxValue]));
        }

        Assert.Equal(
            """
            # HELP ifHCInOctets Octets in.
            # TYPE ifHCInOctets counter
            ifHCInOctets{instance="r1",site="ams1",ifIndex="1",ifName="eth0"} 11
            ifHCInOctets{instance="r1",site="ams1",ifIndex="2",ifName="eth1"} 18446744073709551615
            ifHCInOctets{instance="r2",site="ams1",ifIndex="1",ifName="eth0"} 11
            ifHCInOctets{instance="r2",site="ams1",ifIndex="2",ifName="eth1"} 18446744073709551615
            # HELP ifHCOutOctets Octets out.
            # TYPE ifHCOutOctets counter
            ifHCOutOctets{instance="r1",site="ams1",ifIndex="1",ifName="eth0"} 10
            ifHCOutOctets{instance="r2",site="ams1",ifIndex="1",ifName="eth0"} 10

            """,
            await Pages.ModulesAsync(_store.Store));
    }

    [Fact]
    public async Task A_row_without_labels_has_no_stray_comma_and_no_empty_braces()
    {
        var schema = Module("system", 0, Gauge("sysUpTime", ""));
        _store.Publish(_store.Add("r1", ["system"]), 0, schema, ("", [1.5]));
        var bare = _store.Add("r1", ["system"]).Target with { Instance = "r2", Labels = LabelSet.Empty };
        _store.Publish(_store.Add(bare), 0, schema, ("", [2.0]));
        var onlyRow = bare with { Instance = "r3" };
        _store.Publish(_store.Add(onlyRow), 0, schema, ("a=\"b\"", [3.0]));

        Assert.Equal(
            """
            # TYPE sysUpTime gauge
            sysUpTime{instance="r1"} 1.5
            sysUpTime 2
            sysUpTime{a="b"} 3

            """,
            await Pages.ModulesAsync(_store.Store));
    }

    [Fact]
    public async Task Kinds_with_a_label_of_their_own_add_it_after_the_row_and_it_is_exported_when_the_target_has_it()
    {
        var names = new CodeNames(new Dictionary<long, string> { [1] = "up", [2] = "down" });
        var schema = Module(
            "if_mib",
            0,
            new CodeColumn(new MetricFamily("ifType_info", "", MetricType.Gauge), "ifType", names),
            new StateSetColumn(new MetricFamily("ifOperStatus", "", MetricType.Gauge), "ifOperStatus", names),
            new TextColumn(new MetricFamily("ifAlias_info", "", MetricType.Gauge), "ifAlias"));
        var series = _store.Add("r1", ["if_mib"], new Label("ifOperStatus", "mine"), new Label("exported_ifOperStatus", "mine too"));
        _store.Publish(series, 0, schema, ("ifIndex=\"1\"", [1, 2, "to \"AMS\"\\\n"]), ("", [7, 9, "ü"]));

        const string Head = "exported_ifOperStatus=\"mine too\",ifOperStatus=\"mine\",instance=\"r1\"";
        Assert.Equal(
            $$"""
            # TYPE ifAlias_info gauge
            ifAlias_info{{{Head}},ifIndex="1",ifAlias="to \"AMS\"\\\n"} 1
            ifAlias_info{{{Head}},ifAlias="ü"} 1
            # TYPE ifOperStatus gauge
            ifOperStatus{{{Head}},ifIndex="1",exported_exported_ifOperStatus="up"} 0
            ifOperStatus{{{Head}},ifIndex="1",exported_exported_ifOperStatus="down"} 1
            ifOperStatus{{{Head}},exported_exported_ifOperStatus="up"} 0
            ifOperStatus{{{Head}},exported_exported_ifOperStatus="down"} 0
            ifOperStatus{{{Head}},exported_exported_ifOperStatus="9"} 1
            # TYPE ifType_info gauge
            ifType_info{{{Head}},ifIndex="1",ifType="up"} 1
            ifType_info{{{Head}},ifType="7"} 1

            """,
            await Pages.ModulesAsync(_store.Store));
    }

    [Fact]
    public async Task A_long_table_is_written_over_many_buffers_without_a_gap()
    {
        var schema = Module("if_mib", 0, Counter("ifHCInOctets"), Gauge("ifSpeed"));
        var rows = Enumerable.Range(1, 5000).Select(i => ($"ifIndex=\"{i}\",ifName=\"{new string('x', 100)}{i}\"", new object?[] { (ulong)i, i % 3 == 0 ? null : i * 0.5 })).ToArray();
        _store.Publish(_store.Add("r1", ["if_mib"]), 0, schema, rows);

        var samples = ExpositionParser.Samples(await Pages.ModulesAsync(_store.Store));

        Assert.Equal(Enumerable.Range(1, 5000), samples.Where(sample => sample.Name == "ifHCInOctets").Select(sample => (int)sample.Value));
        Assert.Equal(Enumerable.Range(1, 5000).Where(i => i % 3 != 0).Select(i => i * 0.5), samples.Where(sample => sample.Name == "ifSpeed").Select(sample => sample.Value));
    }

    [Fact]
    public async Task A_family_without_a_value_is_not_on_the_page()
    {
        _store.Publish(_store.Add("r1", ["system"]), 0, Module("system", 0, Gauge("a"), Gauge("b")), ("", [null, 1.0]));

        Assert.Equal("# HELP b A gauge.\n# TYPE b gauge\nb{instance=\"r1\"} 1\n", await Pages.ModulesAsync(_store.Store));
    }

    [Fact]
    public async Task Modules_that_disagree_on_the_type_make_an_untyped_family_with_the_first_ones_help()
    {
        var series = _store.Add("r1", ["late", "early"]);
        _store.Publish(series, 0, Module("late", 2, Gauge("x", "Late.")), ("i=\"1\"", [1.0]));
        _store.Publish(series, 1, Module("early", 1, Counter("x", "Early.")), ("i=\"2\"", [2UL]));

        Assert.Equal("# HELP x Early.\n# TYPE x untyped\nx{instance=\"r1\",i=\"2\"} 2\nx{instance=\"r1\",i=\"1\"} 1\n", await Pages.ModulesAsync(_store.Store));
    }

    [Fact]
    public async Task A_series_that_two_modules_of_a_target_have_is_shown_once()
    {
        var (first, second) = (Module("a", 0, Counter("x")), Module("b", 1, Counter("x")));
        var both = _store.Add("r1", ["a", "b"]);
        _store.Publish(both, 0, first, ("i=\"1\"", [1UL]), ("i=\"2\"", [2UL]));
        _store.Publish(both, 1, second, ("i=\"2\"", [3UL]), ("i=\"3\"", [4UL]));
        _store.Publish(_store.Add("r2", ["b"]), 0, second, ("i=\"2\"", [5UL]));

        Assert.Equal(
            ["1", "2", "4", "5"],
            ExpositionParser.Samples(await Pages.ModulesAsync(_store.Store)).Select(sample => sample.Text));
    }

    [Fact]
    public async Task A_series_that_two_tables_or_columns_of_a_module_have_is_shown_once()
    {
        var schema = new ModuleSchema("a", 0, [new TableSchema([Gauge("x"), Gauge("x")]), new TableSchema([Gauge("x")])]);
        _store.PublishTables(_store.Add("r1", ["a"]), 0, schema,
            [("i=\"1\"", [1.0, 10.0]), ("i=\"2\"", [null, 20.0])], [("i=\"2\"", [200.0]), ("i=\"3\"", [300.0])]);
        using var pages = new Pages(_store.Store);

        Assert.Equal(["1", "20", "300"], ExpositionParser.Samples(await pages.WriteAsync(PageSections.Modules)).Select(sample => sample.Text));
        Assert.Contains("collector_exposition_duplicate_series_total 2", await pages.WriteAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_together_is_counted()
    {
        var series = _store.Add("r1", ["a", "b"]);
        _store.Publish(series, 0, Module("a", 0, Counter("x"), Gauge("y")), ("", [1UL, 1.0]));
        _store.Publish(series, 1, Module("b", 1, Counter("x"), Counter("y"), Gauge("up"), Gauge("collector_polls_total")), ("", [1UL, 1UL, 1.0, 1.0]));
        using var pages = new Pages(_store.Store);
        await pages.WriteAsync();
        await pages.WriteAsync();

        var samples = ExpositionParser.Samples(await pages.WriteAsync());

        double Count(string name) => samples.Single(sample => sample.Name == name).Value;
        Assert.Equal(1, Count("collector_exposition_type_conflicts_total"));
        Assert.Equal(2, Count("collector_exposition_name_clashes_total"));
        Assert.Equal(4, Count("collector_exposition_duplicate_series_total")); // two series on each of two pages
        Assert.Equal(0, Count("collector_polls_total")); // ours
    }

    [Fact]
    public async Task A_module_without_reply_has_no_series()
    {
        var series = _store.Add("r1", ["system"]);
        _store.Publish(series, 0, Module("system", 0, Gauge("a")), ("", [1.0]));
        _store.PublishNothing(series, 0);

        Assert.Equal("", await Pages.ModulesAsync(_store.Store));
    }
}
