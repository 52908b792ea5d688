using Collector.Pipeline.Rollups.Counters;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;
using static Collector.Testing.FilledStore;

namespace Collector.Pipeline.Tests.Rollups;

public sealed class RollupEngineTests
{
    private static readonly ModuleSchema Interfaces = Module("if_mib", 0, Counter("octets"), Gauge("speed"), Gauge("status"));

    private static RollupRule Traffic => new() { Name = "traffic", Operation = RollupOperation.Sum, Family = "octets", IsRate = true, By = ["site"], Scale = 8 };

    [Fact]
    public void A_rate_is_made_of_two_polls_and_the_time_between_their_replies()
    {
        using var fixture = new RollupFixture(Traffic);
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(router, Interfaces, Row("eth0", 1000), Row("eth1", 5000));

        var first = fixture.Pass();
        fixture.Poll(router, Interfaces, Row("eth0", 1000 + 30 * 125), Row("eth1", 5000 + 30 * 250));
        var second = fixture.Pass();

        Assert.Equal(["traffic_expected{site=\"ams1\"}", "traffic_members{site=\"ams1\"}"], first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((2, 0), (first["traffic_expected{site=\"ams1\"}"], first["traffic_members{site=\"ams1\"}"]));
        Assert.Equal(375 * 8, second["traffic{site=\"ams1\"}"]);
        Assert.Equal(2, second["traffic_members{site=\"ams1\"}"]);
    }

    [Fact]
    public void A_router_that_does_not_answer_is_expected_and_does_not_look_like_less_traffic_alone()
    {
        using var fixture = new RollupFixture(Traffic);
        var (one, other) = (fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1")), fixture.Filled.Add("b", ["if_mib"], new Label("site", "ams1")));
        for (var poll = 0; poll < 2; poll++)
        {
            fixture.Poll(one, Interfaces, Row("eth0", 30_000UL * (ulong)poll));
            fixture.Poll(other, Interfaces, Row("eth0", 30_000UL * (ulong)poll), Row("eth1", 0));
            fixture.Pass();
        }

        fixture.Filled.PublishNothing(other, 0);
        var without = fixture.Pass();
        var hoursLater = fixture.Pass(TimeSpan.FromHours(30));

        Assert.All([without, hoursLater], results =>
        {
            Assert.Equal(8000, results["traffic{site=\"ams1\"}"]);
            Assert.Equal((1, 3), (results["traffic_members{site=\"ams1\"}"], results["traffic_expected{site=\"ams1\"}"]));
        });
    }

    [Fact]
    public void A_group_of_which_nobody_answers_has_no_value_at_all()
    {
        using var fixture = new RollupFixture(Traffic);
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(router, Interfaces, Row("eth0", 0));
        fixture.Pass();

        fixture.Filled.PublishNothing(router, 0);
        var results = fixture.Pass();

        Assert.False(results.ContainsKey("traffic{site=\"ams1\"}"));
        Assert.Equal((0, 1), (results["traffic_members{site=\"ams1\"}"], results["traffic_expected{site=\"ams1\"}"]));
    }

    [Fact]
    public void A_restarted_device_loses_one_difference_and_never_makes_a_spike()
    {
        using var fixture = new RollupFixture(Traffic);
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Filled.DeviceUptimeMs = 1_000_000;
        fixture.Poll(router, Interfaces, Row("eth0", 1000));
        fixture.Pass();
        fixture.Filled.DeviceUptimeMs = 20_000; // and by now it has counted more than before
        fixture.Poll(router, Interfaces, Row("eth0", 900_000));
        var restarted = fixture.Pass();
        fixture.Filled.DeviceUptimeMs = 50_000;
        fixture.Poll(router, Interfaces, Row("eth0", 900_000 + 30 * 10));
        var after = fixture.Pass();

        Assert.False(restarted.ContainsKey("traffic{site=\"ams1\"}"));
        Assert.Equal(1, fixture.Metrics.Steps[CounterStep.Reset]);
        Assert.Equal(80, after["traffic{site=\"ams1\"}"]);
    }

    [Fact]
    public void A_row_whose_discontinuity_time_changed_loses_one_difference_alone()
    {
        var schema = Module("if_mib", 0, Counter("octets"), Gauge("ifCounterDiscontinuityTime"));
        using var fixture = new RollupFixture(Traffic);
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(router, schema, ("if=\"1\"", [100UL, 5.0]), ("if=\"2\"", [100UL, 5.0]));
        fixture.Pass();
        fixture.Poll(router, schema, ("if=\"1\"", [400UL, 7.0]), ("if=\"2\"", [400UL, 5.0]));
        var results = fixture.Pass();

        Assert.Equal((80, 1), (results["traffic{site=\"ams1\"}"], results["traffic_members{site=\"ams1\"}"]));
    }

    [Fact]
    public void Another_interface_in_the_same_slot_is_not_compared_with_the_one_before()
    {
        using var fixture = new RollupFixture(Traffic);
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(router, Interfaces, Row("eth0", 100));
        fixture.Pass();
        fixture.Poll(router, Interfaces, Row("eth7", 90_000));

        Assert.Equal(0, fixture.Pass()["traffic_members{site=\"ams1\"}"]);
    }

    [Fact]
    public void A_streamed_row_of_which_nothing_came_keeps_its_rate_beside_one_that_moved()
    {
        using var fixture = new RollupFixture(Traffic);
        fixture.Filled.AddStream("a", ["if_mib"]);
        var stream = fixture.Filled.Store.Targets[0];
        fixture.Poll(stream, Interfaces, Row("eth0", 0), Row("eth1", 0), Row("eth2", 0));
        fixture.Pass();
        fixture.Poll(stream, Interfaces, Row("eth0", 300), Row("eth1", 3000), Row("eth2", 30_000));
        Assert.Equal(8 * (10 + 100 + 1000), fixture.Pass()["traffic{}"]);

        var table = stream.Module(0)!.Tables[0];
        (table.Cells[1], table.AnsweredAfterMs[1]) = (3000 + 6000, table.AnsweredAfterMs[1] + 30_000);

        Assert.Equal(8 * (10 + 200 + 1000), fixture.Pass()["traffic{}"]);
    }

    [Fact]
    public void Rows_are_chosen_by_their_labels_and_grouped_by_what_is_captured_from_them()
    {
        Assert.True(LabelCapture.TryCreate("ifAlias", "(?P<kind>transit|peering):(?P<peer>.*)", out var capture, out _));
        using var fixture = new RollupFixture(Traffic with { By = ["kind", "site"], Captures = [capture], Matchers = [Matcher("kind!=\"\""), Matcher("ifAlias!~\".*:lab\"")], IsRate = false, Scale = 1 });
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(
            router, Interfaces,
            ("ifAlias=\"transit:x\"", [1UL]), ("ifAlias=\"transit:\\\"y\\\"\"", [2UL]), ("ifAlias=\"peering:z\"", [4UL]), ("ifAlias=\"transit:lab\"", [8UL]), ("ifAlias=\"\"", [16UL]));

        var results = fixture.Pass();

        Assert.Equal(3, results["traffic{kind=\"transit\",site=\"ams1\"}"]);
        Assert.Equal(4, results["traffic{kind=\"peering\",site=\"ams1\"}"]);
        Assert.Equal(2, results.Keys.Count(name => name.StartsWith("traffic{", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_row_that_does_not_meet_a_condition_is_a_member_and_does_not_contribute()
    {
        Assert.True(ValueCondition.TryParse("status == 2, 7", out var isDown, out _));
        using var fixture = new RollupFixture(new RollupRule { Name = "down", Operation = RollupOperation.Count, Family = "status", By = ["site"], Conditions = [isDown] });
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(router, Interfaces, ("if=\"1\"", [null, null, 1.0]), ("if=\"2\"", [null, null, 7.0]), ("if=\"3\"", [null, null, null]));
        var one = fixture.Pass();
        fixture.Poll(router, Interfaces, ("if=\"1\"", [null, null, 1.0]), ("if=\"2\"", [null, null, 1.0]), ("if=\"3\"", [null, null, null]));
        var none = fixture.Pass();

        Assert.Equal((1, 2, 2), (one["down{site=\"ams1\"}"], one["down_members{site=\"ams1\"}"], one["down_expected{site=\"ams1\"}"]));
        Assert.Equal((0, 2), (none["down{site=\"ams1\"}"], none["down_members{site=\"ams1\"}"]));
    }

    [Fact]
    public void The_hottest_links_have_the_labels_of_their_own_series()
    {
        using var fixture = new RollupFixture(Traffic with { Name = "hot", Operation = RollupOperation.Topk, Most = 2, Per = "speed", By = [], Scale = 8 / 1e6 });
        var (one, other) = (fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1")), fixture.Filled.Add("b", ["if_mib"]));
        for (ulong poll = 0; poll < 2; poll++)
        {
            fixture.Poll(one, Interfaces, ("if=\"1\"", [poll * 30_000_000, 10.0, null]), ("if=\"2\"", [poll * 3_000_000, 1000.0, null]), ("if=\"3\"", [poll * 9_000_000, 0.0, null]));
            fixture.Poll(other, Interfaces, ("if=\"1\"", [poll * 30_000_000, 100.0, null]));
            fixture.Pass();
        }

        var results = fixture.Results();

        Assert.Equal(0.8, results["hot{instance=\"a\",site=\"ams1\",if=\"1\"}"], 1e-9);
        Assert.Equal(0.08, results["hot{instance=\"b\",if=\"1\"}"], 1e-9);
        Assert.Equal((3, 3), (results["hot_members{}"], results["hot_expected{}"]));
        Assert.Equal(4, results.Count);
    }

    [Theory]
    [InlineData(RollupOperation.Sum, 60)]
    [InlineData(RollupOperation.Max, 30)]
    [InlineData(RollupOperation.Min, 10)]
    [InlineData(RollupOperation.Avg, 20)]
    [InlineData(RollupOperation.Quantile, 25)]
    [InlineData(RollupOperation.Count, 3)]
    public void Every_operation_does_what_its_name_says(RollupOperation operation, double result)
    {
        using var fixture = new RollupFixture(new RollupRule { Name = "all", Operation = operation, Family = "speed", Quantile = 0.75 });
        var router = fixture.Filled.Add("a", ["if_mib"]);
        fixture.Poll(router, Interfaces, ("if=\"1\"", [null, 20.0]), ("if=\"2\"", [null, 30.0]), ("if=\"3\"", [null, 10.0]), ("if=\"4\"", [null, double.NaN]));

        Assert.Equal(result, fixture.Pass()["all{}"]);
    }

    [Fact]
    public void Targets_that_are_up_are_counted_by_their_own_labels()
    {
        using var fixture = new RollupFixture([.. ReadyMade.Of(RollupPreset.DevicesUp)]);
        var (one, other) = (fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1")), fixture.Filled.Add("b", ["if_mib"], new Label("site", "ams1")));
        fixture.Filled.Add("c", ["if_mib"], new Label("site", "ams1"), new Label("model", "mx204"));
        RollupFixture.Answer(one, isUp: true);
        RollupFixture.Answer(other, isUp: false);

        var results = fixture.Pass();

        Assert.Equal((1, 2, 2), (results["devices_up{site=\"ams1\"}"], results["devices_up_members{site=\"ams1\"}"], results["devices_up_expected{site=\"ams1\"}"]));
        Assert.Equal((0, 1), (results["devices_up_members{model=\"mx204\",site=\"ams1\"}"], results["devices_up_expected{model=\"mx204\",site=\"ams1\"}"]));
        Assert.False(results.ContainsKey("devices_up{model=\"mx204\",site=\"ams1\"}"));
    }

    [Fact]
    public void A_target_that_never_answered_counts_as_one_where_others_have_rows()
    {
        using var fixture = new RollupFixture(Traffic);
        var (one, silent) = (fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1")), fixture.Filled.Add("b", ["if_mib"], new Label("site", "ams1")));
        fixture.Filled.Add("c", ["other"], new Label("site", "ams1"));
        fixture.Poll(one, Interfaces, Row("eth0", 1));
        RollupFixture.Answer(silent, isUp: false);

        Assert.Equal(2, fixture.Pass()["traffic_expected{site=\"ams1\"}"]);
    }

    [Fact]
    public void A_series_that_two_modules_of_a_target_have_counts_once()
    {
        using var fixture = new RollupFixture(Traffic with { IsRate = false, Scale = 1 });
        var other = Module("other", 1, Counter("octets"));
        var router = fixture.Filled.Add("a", ["if_mib", "other"], new Label("site", "ams1"));
        fixture.Poll(router, Interfaces, Row("eth0", 5), Row("eth1", 6));
        fixture.Filled.Publish(router, 1, other, Row("eth1", 6), Row("eth2", 7));

        var results = fixture.Pass();

        Assert.Equal((18, 3), (results["traffic{site=\"ams1\"}"], results["traffic_expected{site=\"ams1\"}"]));
    }

    [Fact]
    public void A_removed_target_takes_its_group_with_it()
    {
        using var fixture = new RollupFixture(Traffic with { IsRate = false });
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(router, Interfaces, Row("eth0", 5));
        Assert.NotEmpty(fixture.Pass());

        fixture.Filled.Remove(router);

        Assert.Empty(fixture.Pass());
    }

    [Fact]
    public void A_row_that_its_device_no_longer_has_is_expected_for_a_while()
    {
        using var fixture = new RollupFixture(Traffic with { IsRate = false, Remember = TimeSpan.FromMinutes(10) });
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(router, Interfaces, Row("eth0", 5), Row("eth1", 6));
        fixture.Pass();

        fixture.Poll(router, Interfaces, Row("eth0", 5), ("", [null]));
        Assert.Equal(2, fixture.Pass(TimeSpan.FromMinutes(9))["traffic_expected{site=\"ams1\"}"]);
        fixture.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(1, fixture.Pass(TimeSpan.FromMinutes(10))["traffic_expected{site=\"ams1\"}"]);
    }

    [Fact]
    public void More_groups_than_there_may_be_are_left_out_and_counted()
    {
        using var fixture = new RollupFixture(Traffic with { IsRate = false, Scale = 1, By = ["ifName"], MostGroups = 2 });
        var router = fixture.Filled.Add("a", ["if_mib"]);
        fixture.Poll(router, Interfaces, Row("eth0", 1), Row("eth1", 2), Row("eth2", 4));

        Assert.Equal(2, fixture.Pass().Keys.Count(name => name.StartsWith("traffic{", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_changed_label_of_a_target_moves_its_rows_and_keeps_their_readings()
    {
        using var fixture = new RollupFixture(Traffic);
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(router, Interfaces, Row("eth0", 0));
        fixture.Pass();
        fixture.Filled.Remove(router);
        var moved = fixture.Filled.Add("a", ["if_mib"], new Label("site", "fra1"));
        fixture.Poll(moved, Interfaces, Row("eth0", 3000));

        var results = fixture.Pass();

        Assert.Equal(800, results["traffic{site=\"fra1\"}"]);
        Assert.DoesNotContain(results.Keys, name => name.Contains("ams1", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_of_several_intervals_run_each_at_its_own()
    {
        using var fixture = new RollupFixture(Traffic with { IsRate = false, Scale = 1 }, Traffic with { Name = "slow", IsRate = false, Scale = 1, Interval = TimeSpan.FromMinutes(5) });
        var router = fixture.Filled.Add("a", ["if_mib"], new Label("site", "ams1"));
        fixture.Poll(router, Interfaces, Row("eth0", 1));
        fixture.Pass(TimeSpan.FromMinutes(5));
        fixture.Poll(router, Interfaces, Row("eth0", 2));
        var results = fixture.Pass();

        Assert.Equal((2, 1), (results["traffic{site=\"ams1\"}"], results["slow{site=\"ams1\"}"]));
    }

    [Fact]
    public void The_same_rules_again_change_nothing_and_no_rules_end_everything()
    {
        using var fixture = new RollupFixture(Traffic);
        var derived = fixture.Filled.Store.Derived;

        fixture.Engine.Use([Traffic]);
        Assert.Same(derived, fixture.Filled.Store.Derived);
        fixture.Engine.Use([]);
        Assert.Null(fixture.Filled.Store.Derived);
    }

    private static (string Labels, object?[] Cells) Row(string name, ulong octets) => ($"ifName=\"{name}\"", [octets, null, null]);

    private static LabelMatcher Matcher(string text) => LabelMatcher.TryParse(text, out var matcher, out var error) ? matcher : throw new InvalidOperationException(error);
}
