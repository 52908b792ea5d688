using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using static Collector.Testing.FilledStore;

namespace Collector.Pipeline.Tests.Rollups;

/// <summary>What gNMI targets stream: each container of a list entry is a table of its own, and rules read across them.</summary>
public sealed class StreamedRollupTests : IDisposable
{
    private const string State = "interfaces_interface_state";

    private static readonly ModuleSchema Counters = Module("counters", 0, Counter($"openconfig_{State}_counters_in_octets"), Counter($"openconfig_{State}_counters_out_octets"));
    private static readonly ModuleSchema States = Module("states", 1, Gauge($"{State}_type"), Gauge($"{State}_admin_status"), Gauge($"{State}_oper_status"));
    private static readonly ModuleSchema Speeds = Module("speeds", 2, Gauge("openconfig_interfaces_interfaces_interface_openconfig_if_ethernet_ethernet_state_port_speed"));

    private readonly RollupFixture _fixture =
        new([.. ReadyMade.Of(RollupPreset.GnmiTraffic), .. ReadyMade.Of(RollupPreset.GnmiPortsDown), .. ReadyMade.Of(RollupPreset.GnmiHottestLinks)]);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_presets_know_ports_by_their_type_and_links_by_their_speed()
    {
        var stream = Stream("counters", "states", "speeds");
        PublishStates(stream, "e2", "lag1", "e1");
        PublishSpeeds(stream);
        var results = TwoPasses(stream);

        Assert.Equal(8 * (1e6 + 1e8), results["gnmi_traffic_in_bits_per_second{}"]);
        Assert.Equal(8 * 2e6, results["gnmi_traffic_out_bits_per_second{}"]);
        Assert.Equal((1, 3), (results["gnmi_ports_down{}"], results["gnmi_ports_down_members{}"]));
        Assert.Equal(8e8 / 1e11, results[Hottest("e2")], 1e-12);
        Assert.Equal(8e6 / 1e10, results[Hottest("e1")], 1e-12);
        Assert.Equal(2, results["gnmi_hottest_links_in_ratio_members{}"]);
    }

    [Fact]
    public void A_row_finds_its_other_containers_again_when_they_are_in_other_places()
    {
        var stream = Stream("counters", "states", "speeds");
        PublishStates(stream, "e2", "lag1", "e1");
        PublishSpeeds(stream);
        var before = TwoPasses(stream);

        PublishStates(stream, "lag1", "e7", "e1", "e2");
        var after = _fixture.Pass();

        Assert.Equal(before["gnmi_traffic_in_bits_per_second{}"], after["gnmi_traffic_in_bits_per_second{}"]);
        Assert.Equal(1, after["gnmi_ports_down{}"]);
    }

    [Fact]
    public void What_an_interface_is_not_known_to_be_is_no_member_until_it_is()
    {
        var stream = Stream("counters", "states", "speeds");
        var without = TwoPasses(stream);

        PublishStates(stream, "e1", "e2", "lag1");
        var with = _fixture.Pass();

        Assert.DoesNotContain(without.Keys, name => name.StartsWith("gnmi_traffic", StringComparison.Ordinal));
        Assert.Equal((8 * (1e6 + 1e8), 3), (with["gnmi_traffic_in_bits_per_second{}"], with["gnmi_traffic_in_bits_per_second_expected{}"]));
    }

    [Fact]
    public void An_interface_that_comes_by_two_subscriptions_counts_once()
    {
        var stream = Stream("counters", "states", "counters again");
        PublishStates(stream, "e1", "e2", "lag1");
        for (ulong poll = 0; poll < 2; poll++)
        {
            PublishCounters(stream, 0, Counters, "c", poll);
            PublishCounters(stream, 2, Module("counters again", 2, [.. Counters.Tables[0].Columns]), "again", poll);
            _fixture.Pass();
        }

        Assert.Equal((8 * (1e6 + 1e8), 3), (_fixture.Results()["gnmi_traffic_in_bits_per_second{}"], _fixture.Results()["gnmi_traffic_in_bits_per_second_expected{}"]));
    }

    [Fact]
    public void A_target_that_is_polled_is_read_row_by_row_as_ever()
    {
        var router = _fixture.Filled.Add("a", ["counters", "states", "speeds"]);
        PublishStates(router, "e1", "e2", "lag1");
        var results = TwoPasses(router);

        Assert.DoesNotContain(results.Keys, name => name.StartsWith("gnmi_traffic", StringComparison.Ordinal));
        Assert.Equal(1, results["gnmi_ports_down{}"]); // all of it is in one table
    }

    [Theory]
    [InlineData("*a_b", "a_b", true)]
    [InlineData("*a_b", "x_a_b", true)]
    [InlineData("*a_b", "xa_b", false)]
    [InlineData("*a_b", "a_b_c", false)]
    [InlineData("a_b", "x_a_b", false)]
    public void A_star_stands_for_whole_words_in_front(string read, string name, bool matches) => Assert.Equal(matches, RollupNames.Matches(read, name));

    private static string Hottest(string name) => $"gnmi_hottest_links_in_ratio{{instance=\"a\",subscription_name=\"c\",interface_name=\"{name}\"}}";

    private TargetSeries Stream(params string[] subscriptions)
    {
        _fixture.Filled.AddStream("a", subscriptions);
        return _fixture.Filled.Store.Targets[0];
    }

    private IReadOnlyDictionary<string, double> TwoPasses(TargetSeries stream)
    {
        PublishCounters(stream, 0, Counters, "c", 0);
        _fixture.Pass();
        PublishCounters(stream, 0, Counters, "c", 1);
        return _fixture.Pass();
    }

    /// <summary>A megabyte a second, a hundred of them, and both together.</summary>
    private void PublishCounters(TargetSeries stream, int module, ModuleSchema schema, string subscription, ulong poll) =>
        _fixture.Filled.Publish(
            stream, module, schema, _fixture.NowUnixMs,
            Row(subscription, "e1", poll * 30_000_000, poll * 30_000_000),
            Row(subscription, "e2", poll * 3_000_000_000, poll * 30_000_000),
            Row(subscription, "lag1", poll * 3_030_000_000, poll * 60_000_000));

    private void PublishStates(TargetSeries stream, params string[] names) =>
        _fixture.Filled.Publish(stream, 1, States, [.. names.Select(name => Row("s", name, name == "lag1" ? 161.0 : 6.0, 1.0, name == "e2" ? 7.0 : 1.0))]);

    private void PublishSpeeds(TargetSeries stream) => _fixture.Filled.Publish(stream, 2, Speeds, Row("s", "e2", 100_000.0), Row("s", "e1", 10_000.0));

    private static (string Labels, object?[] Cells) Row(string subscription, string name, params object?[] cells) => ($"subscription_name=\"{subscription}\",interface_name=\"{name}\"", cells);
}
