using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Messages;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling;

/// <summary>How a walk reads a subtree, and how it ends.</summary>
public sealed class SubtreeWalkTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";
    private const string M = Root + ".1";

    private readonly LaneFixture _lane = new();

    public void Dispose() => _lane.Dispose();

    [Theory]
    [InlineData(SnmpVersion.V2c, 1)]
    [InlineData(SnmpVersion.V2c, 9)]
    [InlineData(SnmpVersion.V2c, 10)]
    [InlineData(SnmpVersion.V2c, 11)]
    [InlineData(SnmpVersion.V2c, 200)]
    [InlineData(SnmpVersion.V1, 1)]
    [InlineData(SnmpVersion.V1, 25)]
    public void Every_row_is_read_once_up_to_the_end_of_the_mib(SnmpVersion version, int rows)
    {
        var target = _lane.Add(Agent, Serving(LaneFixture.Rows(rows)), options: new TargetOptions { Version = version });

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete, rows, 0), (record.Outcome, record.Truncated, record.Varbinds, record.Retries));
        Check(target, rows);
        Assert.Equal(version == SnmpVersion.V1 ? rows + 1 : (rows / 10) + 1, record.Requests);
        Assert.True(target.Series.IsComplete(0));
        _lane.AssertIdle();
    }

    [Fact]
    public void A_walk_ends_where_its_subtree_ends()
    {
        var mib = LaneFixture.Rows(15);
        mib.Set(AgentVarbind.Gauge32("1.3.6.1.10.1.1", 77)); // outside
        mib.Set(AgentVarbind.Gauge32("1.3.6.1.8.1.1", 77));
        var target = _lane.Add(Agent, Serving(mib));

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Answered, 2), (record.Outcome, record.Requests));
        Check(target, 15);
    }

    [Fact]
    public void The_next_request_goes_on_after_the_last_name()
    {
        var target = _lane.Add(Agent, Serving(LaneFixture.Rows(25)));
        _lane.Poll(target);
        Assert.Equal([Root, $"{M}.10", $"{M}.20"], _lane.Network.Sent.Select(sent => Assert.Single(sent.Request!.Names).ToString()));
        Assert.All(_lane.Network.Sent, sent => Assert.Equal((PduType.GetBulk, 0, 10), (sent.Request!.Type, sent.Request.NonRepeaters, sent.Request.MaxRepetitions)));
        Assert.Equal(3, _lane.Network.Sent.Select(sent => sent.Request!.Id).Distinct().Count());
    }

    [Fact]
    public void An_agent_may_return_fewer_rows_than_asked_for()
    {
        var mib = LaneFixture.Rows(20);
        var target = _lane.Add(Agent, request => [request.Reply([.. mib.Find(request).Take(3)])]);
        Assert.Equal((PollOutcome.Answered, 7), (_lane.Poll(target).Outcome, _lane.Network.Sent.Count));
        Check(target, 20);
    }

    [Theory]
    [InlineData(SnmpVersion.V2c)]
    [InlineData(SnmpVersion.V1)]
    public void A_module_may_walk_an_instance_which_is_then_read_by_a_get(SnmpVersion version)
    {
        // The walked instance is the agent's last one, so nothing comes after it.
        var mib = new FakeMib(AgentVarbind.Gauge32($"{M}.5", 5));
        var target = _lane.Add(Agent, Serving(mib), [LaneFixture.Walking($"{M}.5")], new TargetOptions { Version = version });

        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);

        Assert.Equal(5, LaneFixture.Series(target)["m{i=\"5\"}"]);
        Assert.Equal([version == SnmpVersion.V1 ? PduType.GetNext : PduType.GetBulk, PduType.Get], _lane.Network.Sent.Select(sent => sent.Request!.Type));
    }

    [Theory]
    [InlineData(SnmpVersion.V2c)]
    [InlineData(SnmpVersion.V1)]
    public void A_subtree_that_the_agent_does_not_have_is_complete_and_empty(SnmpVersion version)
    {
        var mib = new FakeMib(AgentVarbind.Gauge32("1.3.6.1.10.1.0", 5));
        var target = _lane.Add(Agent, Serving(mib), options: new TargetOptions { Version = version });
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (record.Outcome, record.Truncated));
        Assert.Empty(LaneFixture.Series(target));
        Assert.True(target.Series.IsComplete(0));
    }

    [Fact]
    public void Names_that_do_not_increase_end_the_walk_and_the_rows_seen_are_kept()
    {
        var target = _lane.Add(Agent, request => [request.Reply(
            AgentVarbind.Gauge32($"{M}.1", 1), AgentVarbind.Gauge32($"{M}.2", 2), AgentVarbind.Gauge32($"{M}.2", 3), AgentVarbind.Gauge32($"{M}.3", 4))]);

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Partial, WalkEnd.NotIncreasing, 1), (record.Outcome, record.Truncated, record.Requests));
        Check(target, 2);
        Assert.Equal(1, target.Series.History.Truncated(WalkEnd.NotIncreasing));
        Assert.False(target.Series.IsComplete(0));
    }

    [Fact]
    public void An_agent_that_answers_the_same_for_ever_is_left_at_once()
    {
        var target = _lane.Add(Agent, request => [request.Reply(AgentVarbind.Gauge32($"{M}.1", 1))]);
        var record = _lane.Poll(target);
        Assert.Equal((WalkEnd.NotIncreasing, 2), (record.Truncated, record.Requests));
    }

    [Fact]
    public void An_endless_walk_ends_at_the_deadline_and_the_next_poll_begins_on_time()
    {
        var row = 0u;
        var target = _lane.Add(Agent, request => [request.Reply(Enumerable.Range(0, 10).Select(_ => AgentVarbind.Gauge32($"{Root}.9.{++row}", row)).ToArray())],
            options: new TargetOptions { Interval = TimeSpan.FromSeconds(2) });

        var first = _lane.Poll(target);
        row = 0;
        var second = _lane.Poll(target);

        Assert.Equal((PollOutcome.Partial, WalkEnd.Deadline), (first.Outcome, first.Truncated));
        Assert.Equal((PollOutcome.Partial, WalkEnd.Deadline), (second.Outcome, second.Truncated));
        Assert.InRange(second.StartedUnixMs - first.StartedUnixMs, 1000, 4000);
        Assert.InRange(second.Lateness.TotalMilliseconds, 0, 2);
    }

    [Fact]
    public void More_octets_than_a_module_may_read_end_the_walk()
    {
        var text = new byte[60_000];
        var row = 0;
        var target = _lane.Add(Agent, request => [request.Reply(AgentVarbind.Octets($"{M}.{++row}", text))], options: new TargetOptions { Interval = TimeSpan.FromHours(1) });
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Partial, WalkEnd.Limit), (record.Outcome, record.Truncated));
        Assert.InRange(record.Requests, MappingLimits.Octets / 60_100, (MappingLimits.Octets / 60_000) + 2);
    }

    [Fact]
    public void After_too_big_half_as_many_rows_are_asked_for_and_the_walk_goes_on_where_it_was()
    {
        var mib = LaneFixture.Rows(30);
        var target = _lane.Add(Agent, request => [request.MaxRepetitions > 4 ? request.Error(ErrorStatus.TooBig) : mib.Answer(request)], [LaneFixture.Walking(packs: false)]);

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (record.Outcome, record.Truncated));
        Check(target, 30);
        Assert.Equal([10, 5, 2], _lane.Network.Sent.Take(3).Select(sent => sent.Request!.MaxRepetitions));
        Assert.All(_lane.Network.Sent.Skip(3), sent => Assert.Equal(2, sent.Request!.MaxRepetitions));

        var sentBefore = _lane.Network.Sent.Count;
        _lane.Poll(target);
        Assert.Equal([4, 4], _lane.Network.Sent.Skip(sentBefore).Take(2).Select(sent => sent.Request!.MaxRepetitions)); // the next poll tries twice as many
    }

    [Theory]
    [InlineData(SnmpVersion.V2c, 4)]
    [InlineData(SnmpVersion.V1, 1)]
    public void One_row_that_is_too_big_ends_the_walk(SnmpVersion version, int requests)
    {
        var target = _lane.Add(Agent, request => [request.Error(ErrorStatus.TooBig)], options: new TargetOptions { Version = version });
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Partial, WalkEnd.TooBig, requests), (record.Outcome, record.Truncated, record.Requests));
    }

    [Theory]
    [InlineData(ErrorStatus.GenErr)]
    [InlineData(ErrorStatus.NoAccess)]
    [InlineData((ErrorStatus)4711)]
    public void An_error_in_the_middle_ends_the_walk_and_the_rows_seen_are_kept(ErrorStatus status)
    {
        var mib = LaneFixture.Rows(30);
        var target = _lane.Add(Agent, request => [request.Number == 3 ? request.Error(status) : mib.Answer(request)]);
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Partial, WalkEnd.AgentError), (record.Outcome, record.Truncated));
        Check(target, 20);
    }

    [Fact]
    public void A_reply_without_varbinds_ends_the_walk()
    {
        var mib = LaneFixture.Rows(30);
        var target = _lane.Add(Agent, request => [request.Number == 2 ? request.Reply() : mib.Answer(request)]);
        Assert.Equal(WalkEnd.EmptyReply, _lane.Poll(target).Truncated);
        Check(target, 10);
    }

    [Fact]
    public void Rows_that_a_truncated_walk_did_not_come_to_are_gone()
    {
        var mib = LaneFixture.Rows(30);
        var fails = false;
        var target = _lane.Add(Agent, request => [fails && request.Names[0] > Oid.Parse($"{M}.1") ? request.Error(ErrorStatus.GenErr) : mib.Answer(request)]);
        _lane.Poll(target);
        Check(target, 30);
        fails = true;
        _lane.Poll(target);
        Check(target, 10);
        fails = false;
        _lane.Poll(target);
        Check(target, 30);
    }

    private static Func<FakeRequest, IEnumerable<FakeReply>> Serving(FakeMib mib) => request => [mib.Answer(request)];

    private static void Check(Collector.Snmp.Polling.LaneTarget target, int rows)
    {
        var series = LaneFixture.Series(target);
        Assert.Equal(rows, series.Count);
        for (var row = 1; row <= rows; row++) Assert.Equal(row, series[$"m{{i=\"{row}\"}}"]);
    }
}
