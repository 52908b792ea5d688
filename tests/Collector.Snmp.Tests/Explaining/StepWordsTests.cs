using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Explaining;

/// <summary>What was asked and why it ended.</summary>
public sealed class StepWordsTests
{
    private static readonly SnmpModuleOptions Gauges = Options(
        Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("i")]), Metric("n", $"{Root}.2", SnmpMetricType.Gauge, [Index("i")])) with { MaxRepetitions = 2, Timeout = TimeSpan.FromMilliseconds(700), Retries = 1 };

    private static AgentVarbind[] Rows(int rows) => [.. Enumerable.Range(1, rows).Select(row => AgentVarbind.Gauge32($"{Root}.1.{row}", (uint)row))];

    [Theory]
    [InlineData("public_v2", true, "from the second one on, columns side by side where that takes fewer requests, at most 25 rows of each")]
    [InlineData("public_v1", true, "as here, because SNMPv1 has no GETBULK")]
    [InlineData("public_v2", false, "as here, because packing is off for the module")]
    public async Task How_scheduled_polls_ask_for_the_module_is_said(string auth, bool packs, string expected)
    {
        using var agent = FakeAgent.Serving("127.40.2.90", new FakeMib(AgentVarbind.Gauge32("1.3.6.1.2.1.2.2.1.10.1", 1)));
        var poll = await Explained.PollAsync(agent, PollingFixture.Interfaces.Modules["interfaces"] with { PacksColumns = packs }, auth: auth);
        Assert.Equal(expected, Assert.Single(poll.Modules).Scheduled);
    }

    [Fact]
    public async Task A_walk_counts_what_it_asked_and_what_came()
    {
        var module = await Explained.ModuleAsync("127.39.1.2", new FakeMib([.. Rows(5), AgentVarbind.Gauge32("1.3.6.1.10.0", 1)]), Gauges);

        var walk = Assert.Single(module.Steps);
        Assert.Equal(("walk", Root, "get_bulk", 2), (walk.Kind, walk.Oid, walk.Request, walk.MaxRepetitions));
        Assert.Equal((3, 0, 3, 5), (walk.Requests, walk.Retries, walk.Replies, walk.Varbinds));
        Assert.Equal((WalkEnd.Complete, "left the subtree at 1.3.6.1.10.0", $"{Root}.1.5"), (walk.End, walk.Why, walk.LastOid));
    }

    [Fact]
    public async Task The_end_of_the_agents_view_is_one()
    {
        var module = await Explained.ModuleAsync("127.39.1.4", new FakeMib(Rows(1)), Gauges);

        Assert.Equal("end of the agent's view (endOfMibView)", Assert.Single(module.Steps).Why);
    }

    [Fact]
    public async Task Gets_name_what_is_not_there()
    {
        var module = await Explained.ModuleAsync("127.39.1.6", new FakeMib(Rows(1)), Gauges with { Walk = [], Get = [Oid.Parse($"{Root}.1.1"), Oid.Parse($"{Root}.1.9")] });

        var get = Assert.Single(module.Steps);
        Assert.Equal(("get", 2, "get", "1 of them are not there"), (get.Kind, get.Instances, get.Request, get.Why));
        Assert.Equal(KeyValuePair.Create($"{Root}.1.9", "noSuchInstance"), Assert.Single(get.Missing));
    }

    [Fact]
    public async Task A_walk_of_an_instance_is_a_get_in_the_end()
    {
        var module = await Explained.ModuleAsync("127.39.1.8", new FakeMib(Rows(2)), Gauges with { Walk = [Oid.Parse($"{Root}.1.2")] });

        Assert.Equal(("it is an instance, which a GET fetched", 1), (module.Steps[0].Why, module.Steps[0].Varbinds));
    }

    [Fact]
    public async Task An_agent_that_falls_silent_cuts_the_walk_short_and_the_metrics_behind_it()
    {
        var mib = new FakeMib(Rows(9));
        using var agent = new FakeAgent("127.39.1.10", request => request.Number < 3 ? [mib.Answer(request)] : []);

        var poll = await Explained.PollAsync(agent, Gauges);

        var module = Assert.Single(poll.Modules);
        Assert.Equal((PollOutcome.Partial, false), (poll.Outcome, module.IsComplete));
        Assert.Equal((WalkEnd.Timeout, $"no reply after {Root}.1.4 within 1.4 s and 1 retry", 1), (module.Steps[0].End, module.Steps[0].Why, module.Steps[0].Retries));
        Assert.Equal(MetricState.CutShort, module.Metric("n").State);
        Assert.Equal($"The walk of {Root} was cut short: no reply after {Root}.1.4 within 1.4 s and 1 retry.", module.Findings[0]);
    }

    [Fact]
    public async Task Names_that_do_not_increase_are_both_named()
    {
        using var agent = new FakeAgent("127.39.1.12", request => [request.Reply([AgentVarbind.Gauge32($"{Root}.1.5", 1), AgentVarbind.Gauge32($"{Root}.1.3", 1)])]);

        var poll = await Explained.PollAsync(agent, Gauges);

        Assert.Equal((WalkEnd.NotIncreasing, $"OID not increasing: {Root}.1.5 >= {Root}.1.3"), (poll.Modules[0].Steps[0].End, poll.Modules[0].Steps[0].Why));
    }

    [Fact]
    public async Task What_the_agent_answers_instead_is_named()
    {
        using var agent = new FakeAgent("127.39.1.14", request => [request.Error(ErrorStatus.GenErr, 1)]);

        var poll = await Explained.PollAsync(agent, Gauges);

        Assert.Equal((WalkEnd.AgentError, "the agent answered genErr before the first varbind"), (poll.Modules[0].Steps[0].End, poll.Modules[0].Steps[0].Why));
    }

    [Fact]
    public async Task Replies_that_are_not_taken_are_counted_by_reason()
    {
        var mib = new FakeMib(Rows(1));
        using var agent = new FakeAgent("127.39.1.16", request => [mib.Answer(request) with { From = ReplySource.OtherPort }, mib.Answer(request)]);

        var poll = await Explained.PollAsync(agent, Gauges);

        Assert.Equal(KeyValuePair.Create("wrong_source", 1), Assert.Single(poll.Modules[0].Steps[0].Dropped));
    }

    [Fact]
    public async Task Silence_is_said_to_be_silence()
    {
        using var agent = new FakeAgent("127.39.1.18", _ => []);

        var poll = await Explained.PollAsync(agent, Gauges);

        Assert.Equal((PollOutcome.TimedOut, 2, 0), (poll.Outcome, poll.Requests, poll.Replies));
        Assert.Equal("no reply before the first varbind within 1.4 s and 1 retry", poll.Modules[0].Steps[0].Why);
        Assert.StartsWith("no reply", poll.Why, StringComparison.Ordinal);
        Assert.Equal($"Nothing was answered. The walk of {Root}: no reply before the first varbind within 1.4 s and 1 retry.", Assert.Single(poll.Modules[0].Findings));
    }

    [Fact]
    public async Task A_module_that_does_not_exist_is_a_misconfiguration()
    {
        using var agent = new FakeAgent("127.39.1.20", _ => []);

        var poll = await Explained.PollAsync(agent, Gauges, auth: "nobody");

        Assert.Equal((PollOutcome.Misconfigured, (string?)null), (poll.Outcome, poll.Endpoint));
        Assert.Empty(poll.Modules);
    }
}
