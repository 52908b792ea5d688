using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Polling;

/// <summary>Dynamic filters: a column is read first, and only the rows that pass are fetched of others.</summary>
public sealed class FilterTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";
    private const string Column = Root + ".1"; // of the gauge m
    private const string State = Root + ".5";
    private const string Other = Root + ".6";

    private readonly LaneFixture _lane = new();

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void Only_rows_that_pass_are_fetched_instead_of_walked()
    {
        Assert.Equal(["2", "4"], Rows(Module([Column], [], Filter(State, "up", Column)), Mib((1, "down"), (2, "up"), (3, "down"), (4, "is up!"))));
        Assert.DoesNotContain(_lane.Network.Sent, sent => sent.Request!.Type == PduType.GetBulk && sent.Request.Names[0].ToString() == Column);
        Assert.Equal([$"{Column}.2", $"{Column}.4"], _lane.Network.Sent.Where(sent => sent.Request!.Type == PduType.Get).SelectMany(sent => sent.Request!.Names).Select(name => name.ToString()));
    }

    [Theory]
    [InlineData("up", "2,4")]          // anywhere in the text
    [InlineData("^up$", "2")]
    [InlineData("(?i)DOWN", "1,3")]
    [InlineData("^(?:down|up)$", "1,2,3")]
    [InlineData("nothing", "")]
    [InlineData("", "1,2,3,4")]
    public void A_value_passes_where_the_expression_matches_in_it(string expression, string rows) =>
        Assert.Equal(rows.Split(',', StringSplitOptions.RemoveEmptyEntries), Rows(Module([Column], [], Filter(State, expression, Column)), Mib((1, "down"), (2, "up"), (3, "down"), (4, "is up!"))));

    [Fact]
    public void One_of_several_expressions_is_enough() =>
        Assert.Equal(["1", "2"], Rows(Module([Column], [], Filter(State, "a|b", Column) with { Values = ["^a$", "^b$"] }), Mib((1, "a"), (2, "b"), (3, "ab"))));

    [Fact]
    public void Numbers_are_matched_as_decimals()
    {
        var mib = LaneFixture.Rows(3);
        foreach (var (row, status) in ((int, int)[])[(1, 1), (2, 11), (3, -1)]) mib.Set(Integer($"{State}.{row}", status));
        Assert.Equal(["1"], Rows(Module([Column], [], Filter(State, "^1$", Column)), mib));
    }

    [Fact]
    public void The_whole_index_tail_counts_and_not_its_last_part()
    {
        var mib = new FakeMib(Gauge32($"{Column}.1.7", 17), Gauge32($"{Column}.2.7", 27), Text($"{State}.1.7", "up"), Text($"{State}.2.7", "down"));
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [Compile(
            Options(Metric("m", Column, SnmpMetricType.Gauge, [Index("i"), Index("j")])) with { Walk = [Oid.Parse(Column)], Filters = [Filter(State, "up", Column)] })]);
        _lane.Poll(target);
        Assert.Equal(["m{i=\"1\",j=\"7\"}"], LaneFixture.Series(target).Keys);
    }

    [Fact]
    public void Instances_below_a_target_are_replaced_and_those_of_a_longer_number_are_not()
    {
        var mib = LaneFixture.Rows(3);
        mib.Set(Gauge32($"{Root}.15.1", 99)); // its OID begins with the target's as a text only
        mib.Set(Text($"{State}.1", "up"));
        var module = Compile(Options(Metric("m", Column, SnmpMetricType.Gauge, [Index("i")]), Metric("far", Root + ".15", SnmpMetricType.Gauge, [Index("i")]))
            with { Walk = [], Get = [Oid.Parse($"{Column}.3"), Oid.Parse($"{Root}.15.1")], Filters = [Filter(State, "up", Column)] });
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [module]);
        _lane.Poll(target);
        Assert.Equal(["far{i=\"1\"}", "m{i=\"1\"}"], LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Several_filters_on_one_target_must_all_let_a_row_pass()
    {
        var mib = Mib((1, "up"), (2, "up"), (3, "down"));
        foreach (var (row, type) in ((int, string)[])[(1, "fast"), (2, "slow"), (3, "fast")]) mib.Set(Text($"{Other}.{row}", type));
        Assert.Equal(["1"], Rows(Module([Column], [], Filter(State, "up", Column), Filter(Other, "fast", Column)), mib));
    }

    [Fact]
    public void A_target_below_a_walked_subtree_is_walked_with_it()
    {
        Assert.Equal(["1", "2"], Rows(Module([Root + ".1"], [], Filter(State, "up", Root + ".1.2")), Mib((1, "up"), (2, "down"))));
        Assert.DoesNotContain(_lane.Network.Sent, sent => sent.Request!.Type == PduType.Get);
    }

    [Fact]
    public void Walks_that_are_no_target_and_filter_rows_stay_what_they_were()
    {
        var mib = Mib((1, "up"), (2, "down"));
        mib.Set(Gauge32($"{Root}.2.1", 21));
        mib.Set(Gauge32($"{Root}.2.2", 22));
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [Module([Column, Root + ".2"], [], Filter(State, "up", Column))]);
        _lane.Poll(target);
        Assert.Equal(["m{i=\"1\"}", "n{i=\"1\"}", "n{i=\"2\"}"], LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_row_that_passes_is_no_series_and_a_good_poll()
    {
        var target = _lane.Add(Agent, request => [Mib((1, "down")).Answer(request)], [Module([Column], [], Filter(State, "up", Column))]);
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Assert.Empty(LaneFixture.Series(target));
        _lane.AssertIdle();
    }

    [Fact]
    public void A_filter_that_fails_has_no_effect_and_is_counted()
    {
        var mib = Mib((1, "up"), (2, "down"));
        var target = _lane.Add(Agent,
            request => [request.Names[0].ToString().StartsWith(State, StringComparison.Ordinal) ? request.Error(ErrorStatus.GenErr) : mib.Answer(request)],
            [Module([Column], [], Filter(State, "up", Column))]);
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Partial, WalkEnd.AgentError), (record.Outcome, record.Truncated));
        Assert.Equal(["m{i=\"1\"}", "m{i=\"2\"}"], LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal));
        Assert.True(target.Series.Module(0)!.IsComplete);
        Assert.Equal(1, _lane.Metrics.FiltersFailed);
    }

    [Fact]
    public void Of_two_filters_the_one_that_can_be_read_counts()
    {
        var mib = Mib((1, "up"), (2, "down"));
        var target = _lane.Add(Agent,
            request => [request.Names[0].ToString().StartsWith(Other, StringComparison.Ordinal) ? request.Error(ErrorStatus.GenErr) : mib.Answer(request)],
            [Module([Column], [], Filter(State, "up", Column), Filter(Other, "x", Column))]);
        _lane.Poll(target);
        Assert.Equal(["m{i=\"1\"}"], LaneFixture.Series(target).Keys);
    }

    [Fact]
    public void Rows_follow_the_filter_from_poll_to_poll()
    {
        var mib = Mib((1, "up"), (2, "down"));
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [Module([Column], [], Filter(State, "up", Column))]);
        _lane.Poll(target);
        Assert.Equal(["m{i=\"1\"}"], LaneFixture.Series(target).Keys);
        mib.Set(Text($"{State}.1", "down"));
        mib.Set(Text($"{State}.2", "up"));
        _lane.Poll(target);
        Assert.Equal(["m{i=\"2\"}"], LaneFixture.Series(target).Keys);
    }

    [Fact]
    public void A_silent_agent_ends_the_poll_with_the_filter()
    {
        var target = _lane.Add(Agent, [Module([Column, Root + ".2"], [$"{Root}.9.0"], Filter(State, "up", Column))]);
        Assert.Equal(PollOutcome.TimedOut, _lane.Poll(target).Outcome);
        _lane.AssertIdle();
        Assert.Equal(PollOutcome.Silent, _lane.Poll(target).Outcome);
        _lane.AssertIdle();
    }

    [Fact]
    public void An_agent_that_falls_silent_after_the_filter_ends_the_module()
    {
        var mib = Mib((1, "up"));
        var target = _lane.Add(Agent, request => request.Type == PduType.Get ? [] : [mib.Answer(request)], [Module([Column], [], Filter(State, "up", Column))]);
        Assert.Equal((PollOutcome.Partial, WalkEnd.Timeout), (_lane.Poll(target).Outcome, _lane.Poll(target).Truncated));
        _lane.AssertIdle();
    }

    [Fact]
    public void A_decision_like_the_one_before_allocates_nothing()
    {
        var plan = Module([Column], [], Filter(State, "up", Column));
        var tails = new Collector.Snmp.Polling.Filters.IndexTails();
        var list = Oid.Parse(State).Encoded.ToArray();
        byte[] varbinds = Mapping.MappedModule.ListOf(Enumerable.Range(1, 50).Select(row => Text($"{State}.{row}", row % 2 == 0 ? "up" : "down")));
        void Read()
        {
            tails.Clear();
            var reader = new Collector.Snmp.Polling.Filters.FilterReader(plan.Filters[0], tails, list, list, isOrdered: true);
            PduReader.ReadVarbinds(varbinds, ref reader);
        }

        for (var i = 0; i < 5; i++) Read();
        Assert.Equal(0, Allocations.InSteadyState(Read));
        Assert.Equal(25, tails.Count);
    }

    private static FilterOptions Filter(string column, string value, params string[] targets) =>
        new() { Oid = Oid.Parse(column), Targets = [.. targets.Select(target => Oid.Parse(target))], Values = [value] };

    private static ModulePlan Module(string[] walks, string[] gets, params FilterOptions[] filters) => Compile(
        Options(Metric("m", Column, SnmpMetricType.Gauge, [Index("i")]), Metric("n", Root + ".2", SnmpMetricType.Gauge, [Index("i")]))
            with { Walk = [.. walks.Select(walk => Oid.Parse(walk))], Get = [.. gets.Select(get => Oid.Parse(get))], Filters = filters });

    private static ModulePlan Compile(SnmpModuleOptions options) => ModuleCompiler.Compile(options, 0, []);

    /// <summary>Rows of m, each with a state.</summary>
    private static FakeMib Mib(params (int Row, string State)[] rows)
    {
        var mib = LaneFixture.Rows(rows.Length);
        foreach (var (row, state) in rows) mib.Set(Text($"{State}.{row}", state));
        return mib;
    }

    private IEnumerable<string> Rows(ModulePlan module, FakeMib mib)
    {
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [module]);
        _lane.Poll(target);
        return LaneFixture.Series(target).Keys.Select(key => key.Split('"')[1]).Order(StringComparer.Ordinal);
    }
}
