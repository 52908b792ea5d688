using Collector.Pipeline.Store;
using Collector.Snmp.Messages;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling;

public sealed class InstanceGetsTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private readonly LaneFixture _lane = new();

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void Instances_are_read_several_at_once_and_missing_ones_are_holes()
    {
        var mib = LaneFixture.Rows(30);
        mib.Remove($"{Root}.1.7");
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [Getting(30, maxRepetitions: 12)]);

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete, 3), (record.Outcome, record.Truncated, record.Requests));
        Assert.Equal([12, 12, 6], _lane.Network.Sent.Select(sent => sent.Request!.Names.Count));
        Assert.Equal(Enumerable.Range(1, 30).Where(row => row != 7).Select(row => (double)row), LaneFixture.Series(target).Values.Order());
    }

    [Fact]
    public void In_v1_each_instance_is_asked_for_alone_and_a_missing_one_does_not_hide_the_others()
    {
        var mib = LaneFixture.Rows(5);
        mib.Remove($"{Root}.1.2");
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [Getting(5)], new TargetOptions { Version = SnmpVersion.V1 });

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Answered, 5), (record.Outcome, record.Requests));
        Assert.Equal([1.0, 3.0, 4.0, 5.0], LaneFixture.Series(target).Values.Order());
    }

    [Fact]
    public void After_too_big_fewer_instances_are_asked_for_and_all_are_read()
    {
        var mib = LaneFixture.Rows(20);
        var target = _lane.Add(Agent, request => [request.Names.Count > 3 ? request.Error(ErrorStatus.TooBig) : mib.Answer(request)], [Getting(20, maxRepetitions: 25)]);
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Assert.Equal(20, LaneFixture.Series(target).Count);
    }

    [Fact]
    public void One_instance_that_is_too_big_is_left_out_and_said()
    {
        var mib = LaneFixture.Rows(4);
        var target = _lane.Add(Agent,
            request => [request.Names.Any(name => name.ToString() == $"{Root}.1.3") ? request.Error(ErrorStatus.TooBig) : mib.Answer(request)], [Getting(4, maxRepetitions: 1)]);
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Partial, WalkEnd.TooBig), (record.Outcome, record.Truncated));
        Assert.Equal([1.0, 2.0, 4.0], LaneFixture.Series(target).Values.Order());
    }

    [Fact]
    public void More_names_than_fit_a_frame_are_asked_for_in_two_requests()
    {
        var longTail = string.Join('.', Enumerable.Repeat("4294967295", 30)); // 150 octets
        var names = Enumerable.Range(1, 40).Select(i => $"{Root}.1.{i}.{longTail}").ToArray();
        var mib = new FakeMib(names.Select((name, i) => AgentVarbind.Gauge32(name, (uint)i)));
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [LaneFixture.Walking(root: "", maxRepetitions: 40, gets: names)]);

        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);

        Assert.Equal(40, LaneFixture.Series(target).Count);
        Assert.All(_lane.Network.Sent, sent => Assert.InRange(sent.Datagram.Length, 1, 1472));
    }

    [Fact]
    public void Gets_and_walks_of_one_module_are_one_snapshot()
    {
        var mib = LaneFixture.Rows(20);
        mib.Set(AgentVarbind.Gauge32($"{Root}.2.1", 99));
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [LaneFixture.Walking(root: $"{Root}.1", gets: $"{Root}.2.1")]);
        _lane.Poll(target);
        Assert.Equal(21, LaneFixture.Series(target).Count);
        Assert.Equal(99, LaneFixture.Series(target)["n{i=\"1\"}"]);
        Assert.Single(_lane.Published);
    }

    private static Collector.Snmp.Mapping.Plans.ModulePlan Getting(int instances, int maxRepetitions = 25) =>
        LaneFixture.Walking(root: "", maxRepetitions: maxRepetitions, gets: [.. Enumerable.Range(1, instances).Select(i => $"{Root}.1.{i}")]);
}
