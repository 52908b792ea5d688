using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Lanes;

/// <summary>When a lane polls its targets.</summary>
public sealed class LaneScheduleTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LaneFixture _lane = new();
    private readonly FakeMib _mib = LaneFixture.Rows(5);

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void Polls_are_an_interval_apart_and_on_time()
    {
        var targets = AddMany(200, 10 * Second);
        _lane.Run(101 * Second);
        foreach (var target in targets)
        {
            var records = target.Series.History.Recent().Reverse().ToList();
            Assert.InRange(records.Count, 9, 11);
            Assert.All(records.Skip(1).Zip(records.Skip(2)), pair => Assert.InRange(pair.Second.StartedUnixMs - pair.First.StartedUnixMs, 9_999, 10_001));
            Assert.InRange(records[1].StartedUnixMs - records[0].StartedUnixMs, 5_000, 15_001);
            Assert.All(records, record => Assert.InRange(record.Lateness.TotalMilliseconds, 0, 2));
            Assert.Equal(0, target.Series.History.Skipped);
        }
    }

    [Fact]
    public void A_poll_that_would_overlap_the_one_before_is_skipped_and_counted()
    {
        // Only the first poll may last longer than to the next one's time: its deadline is the whole interval.
        for (var i = 0; i < 50; i++) _lane.Add($"192.0.2.{i}:161", options: new TargetOptions { Interval = 20 * Second, Timeout = 5 * Second, Retries = 5 });
        _lane.Run(60 * Second);
        Assert.InRange(_lane.Metrics.PollsSkipped, 10, 50);
        Assert.All(_lane.Published, one => Assert.False(one.HasSnapshot));
    }

    [Fact]
    public void There_are_never_two_polls_of_a_target_at_once()
    {
        // Never more than its window of requests is under way, whatever is late.
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = request.Number % 3 * Second }], options: new TargetOptions { Interval = Second, Timeout = 3 * Second });
        for (var turn = 0; turn < 5000; turn++)
        {
            _lane.Lane.Turn();
            Assert.InRange(target.Poll.InFlight, 0, 1);
        }

        Assert.True(target.Series.History.Finished > 50);
    }

    [Fact]
    public void The_first_poll_waits_until_the_name_has_been_looked_up()
    {
        var target = _lane.Make(Agent, options: new TargetOptions { IsResolved = false, Interval = 10 * Second });
        var other = _lane.Add("192.0.2.2:161", request => [_mib.Answer(request)], options: new TargetOptions { Interval = 10 * Second });
        _lane.Network.Listen(LaneFixture.Endpoint(Agent), request => [_mib.Answer(request)]);
        _lane.Lane.Change([], [target]);

        _lane.Run(60 * Second);
        Assert.Equal(0, target.Series.History.Finished);
        Assert.InRange(other.Series.History.Finished, 5, 8); // a name that nobody knows blocks nobody

        target.Address.Publish(new ResolvedAddress(LaneFixture.Endpoint(Agent)));
        var record = _lane.Poll(target);
        Assert.Equal(PollOutcome.Answered, record.Outcome);
        Assert.InRange(record.Lateness.TotalMilliseconds, 0, 2);
        Assert.Equal(0, target.Series.History.Skipped);
    }

    [Fact]
    public void A_name_that_loses_its_address_and_finds_another_is_followed()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request)]);
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        target.Address.Publish(new ResolvedAddress(null));
        Assert.Equal(PollOutcome.Unresolved, _lane.Poll(target).Outcome);
        Assert.Empty(LaneFixture.Series(target));
        _lane.Network.Listen(LaneFixture.Endpoint("198.51.100.7:1161"), request => [_mib.Answer(request)]);
        target.Address.Publish(new ResolvedAddress(LaneFixture.Endpoint("198.51.100.7:1161")));
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
    }

    [Theory]
    [InlineData(30.5)]
    [InlineData(119.9)]
    [InlineData(120.0004)]
    [InlineData(600)]
    public void After_the_process_stood_still_there_is_no_burst_and_nobody_is_polled_twice(double seconds)
    {
        var targets = AddMany(300, 10 * Second);
        _lane.Run(35 * Second);
        var before = _lane.Network.Sent.Count;
        var polls = targets.Sum(target => target.Series.History.Finished);

        _lane.Time.Advance(TimeSpan.FromSeconds(seconds));
        var end = _lane.Time.GetUtcNow();
        _lane.Run(30 * Second);

        var perSecond = _lane.Network.Sent.Skip(before).GroupBy(sent => (int)(sent.At - end).TotalSeconds).Select(group => group.Count()).ToList();
        Assert.All(perSecond, requests => Assert.InRange(requests, 0, 2 * 50)); // 30 polls a second are usual, with one request each
        var recent = targets.Select(target => target.Series.History.Recent().Reverse().ToList()).ToList();
        Assert.All(recent, records => Assert.All(records.Zip(records.Skip(1)), pair => Assert.InRange(pair.Second.StartedUnixMs - pair.First.StartedUnixMs, 4_999, long.MaxValue)));
        Assert.InRange(targets.Sum(target => target.Series.History.Finished) - polls, 600, 1000);
        Assert.All(targets, target => Assert.InRange(target.Series.History.Skipped, (long)(seconds / 10) - 1, (long)(seconds / 10) + 1));
        Assert.InRange(_lane.Lane.Clock.Stopped.TotalSeconds, seconds - 0.2, seconds + 0.2);
    }

    [Fact]
    public void A_request_under_way_is_not_given_up_because_the_process_stood_still()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = 2 * Second }], options: new TargetOptions { Timeout = 5 * Second, Interval = 600 * Second });
        _lane.Run(Second);
        _lane.Time.Advance(100 * Second);
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Answered, 0), (record.Outcome, record.Retries));
    }

    [Fact]
    public void A_target_that_comes_back_keeps_its_phase()
    {
        var first = _lane.Add(Agent, request => [_mib.Answer(request)], options: new TargetOptions { Interval = 10 * Second });
        _lane.Run(30 * Second);
        _lane.Lane.Change([first], []);
        _lane.Run(7.7 * Second);
        var second = _lane.Add(Agent, options: new TargetOptions { Interval = 10 * Second });
        _lane.Run(30 * Second);
        Assert.InRange(Math.Abs((first.Series.History.Recent()[0].StartedUnixMs % 10_000) - (second.Series.History.Recent()[0].StartedUnixMs % 10_000)), 0, 1);
    }

    private List<LaneTarget> AddMany(int count, TimeSpan interval)
    {
        var targets = Enumerable.Range(0, count).Select(i => _lane.Make($"10.0.{i / 200}.{i % 200}:161", options: new TargetOptions { Interval = interval })).ToList();
        foreach (var target in targets) _lane.Network.Listen(LaneFixture.Endpoint(target.Series.Target.Address), request => [_mib.Answer(request)]);
        _lane.Lane.Change([], targets);
        return targets;
    }
}
