using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>Polls that end before the lane gets round to their requests: what is remembered of them, and that it passes.</summary>
public sealed class StarvedPollTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly string[] Others = [.. Enumerable.Range(10, 5).Select(host => $"192.0.2.{host}:161")];

    private readonly LaneFixture _lane;
    private readonly FakeMib _mib = LaneFixture.Rows(30);

    public StarvedPollTests()
    {
        var time = new ManualTime();
        _lane = new LaneFixture(new VirtualNetwork(time), time, mostInFlight: 1);
    }

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void What_waited_for_the_lane_is_told_from_what_waited_for_the_device()
    {
        AddAmongSilent();
        _lane.Run(60 * Second);

        var starved = _lane.Targets.SelectMany(target => target.Series.History.Recent()).Where(poll => poll.IsStarved).ToList(); // who gets a place is a matter of phases
        Assert.NotEmpty(starved);
        Assert.All(starved, poll => Assert.Equal(WalkEnd.Deadline, poll.Truncated));
        Assert.All(starved, poll => Assert.InRange(poll.Waited, poll.Duration / 2, poll.Duration + (Second / 50)));
        Assert.All(starved, poll => Assert.InRange(poll.Lateness, TimeSpan.Zero, Second / 10)); // it begins in time, and then waits
        Assert.True(_lane.Metrics.PollsStarved >= starved.Count);
    }

    [Fact]
    public void It_passes_when_there_is_room_again()
    {
        var target = AddAmongSilent();
        _lane.TurnUntil(() => _lane.Metrics.PollsStarved > 5);

        foreach (var other in Others) _lane.Network.Listen(LaneFixture.Endpoint(other), request => [_mib.Answer(request)]);
        _lane.Run(10 * Second);
        var before = _lane.Metrics.PollsStarved;
        _lane.Run(30 * Second);

        Assert.Equal(before, _lane.Metrics.PollsStarved);
        Assert.All(target.Series.History.Recent(), poll => Assert.Equal((PollOutcome.Answered, false), (poll.Outcome, poll.IsStarved)));
    }

    [Fact]
    public void A_slow_device_alone_on_a_lane_is_slow_and_not_starved()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = 0.7 * Second }], options: new TargetOptions { Interval = Second });
        for (var poll = 0; poll < 10; poll++) _lane.Poll(target);
        Assert.Contains(target.Series.History.Recent(), poll => poll.Truncated == WalkEnd.Deadline);
        Assert.All(target.Series.History.Recent(), poll => Assert.Equal((false, TimeSpan.Zero), (poll.IsStarved, poll.Waited)));
        Assert.Equal(0, _lane.Metrics.PollsStarved);
    }

    private LaneTarget AddAmongSilent()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request)], options: new TargetOptions { Interval = Second });
        foreach (var other in Others) _lane.Add(other, options: new TargetOptions { Interval = Second, Timeout = 0.9 * Second, Retries = 0 });
        return target;
    }
}
