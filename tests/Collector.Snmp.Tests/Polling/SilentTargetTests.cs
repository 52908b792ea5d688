using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Snmp.Transport;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>What a device that does not answer is asked, what is said of it meanwhile, and how it comes back.</summary>
public sealed class SilentTargetTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LaneFixture _lane = new();
    private readonly FakeMib _mib = LaneFixture.ColumnRows(30);

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void A_silent_target_is_asked_one_question_in_a_poll()
    {
        var target = AddSilent();
        var sent = _lane.Network.Sent.Count;

        for (var poll = 0; poll < 50; poll++)
        {
            var record = _lane.Poll(target);
            Assert.Equal((PollOutcome.Silent, WalkEnd.Timeout, 1, 0, false), (record.Outcome, record.Truncated, record.Requests, record.Retries, record.IsUp));
            Assert.InRange(record.Duration.TotalSeconds, 20, 20.1); // as long as all repetitions would have taken
        }

        Assert.Equal(50, _lane.Network.Sent.Count - sent);
        Assert.Equal((51, 0), (target.Series.History.Finished, target.Series.History.Skipped));
        Assert.Equal(50, _lane.Metrics.PollsWith(PollOutcome.Silent));
        Assert.Equal(1, _lane.Lane.SilentTargets);
        Assert.Empty(LaneFixture.Series(target));
        _lane.AssertIdle();
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(25)]
    [InlineData(59)]
    [InlineData(301.7)]
    public void It_is_back_whole_within_an_interval_of_answering_again(double afterSeconds)
    {
        var target = AddSilent();
        _lane.Run(TimeSpan.FromSeconds(afterSeconds));
        Answer();
        var answersFrom = _lane.Time.GetUtcNow();

        _lane.TurnUntil(() => target.Series.History.TryGetLast(out var last) && last.IsUp);

        Assert.InRange((_lane.Time.GetUtcNow() - answersFrom).TotalSeconds, 0, 60.1);
        Assert.Equal((PollOutcome.Answered, 90), (target.Series.History.Recent()[0].Outcome, target.Series.History.Recent()[0].Varbinds));
        Assert.Equal((60, 0), (LaneFixture.Series(target).Count, _lane.Lane.SilentTargets));
    }

    [Fact]
    public void A_device_that_needs_longer_than_a_timeout_to_wake_up_comes_back_too()
    {
        var target = AddSilent();
        _lane.Network.Listen(LaneFixture.Endpoint(Agent), request => [_mib.Answer(request) with { After = 15 * Second }]);
        Assert.True(_lane.Poll(target).IsUp);
    }

    [Theory]
    [InlineData(UnreachableReason.Refused, PollOutcome.Refused)]
    [InlineData(UnreachableReason.HostUnreachable, PollOutcome.Unreachable)]
    public void What_the_network_says_of_it_is_still_said(UnreachableReason reason, PollOutcome outcome)
    {
        _lane.Network.Fail(LaneFixture.Endpoint(Agent), reason);
        var target = _lane.Add(Agent, LaneFixture.Columns);
        _lane.Poll(target);
        for (var poll = 0; poll < 3; poll++) Assert.Equal((outcome, 1), (_lane.Poll(target).Outcome, target.Series.History.Recent()[0].Requests));
        Answer();
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
    }

    [Fact]
    public void With_a_backoff_the_questions_are_further_and_further_apart_and_every_poll_still_ends_as_silent()
    {
        var target = AddSilent(backoff: 10);
        var before = _lane.Network.Sent.Count;

        _lane.Run(200 * 60 * Second);

        var apart = Intervals(_lane.Network.Sent.Skip(before));
        Assert.InRange(_lane.Network.Sent.Count - before, 20, 45); // in 200 intervals
        Assert.All(apart.Skip(5), intervals => Assert.InRange(intervals, 5, 10));
        Assert.True(apart.Distinct().Count() > 2); // jitter
        Assert.InRange(target.Series.History.Finished, 199, 202);
        Assert.Equal(0, target.Series.History.Skipped);
        Assert.All(target.Series.History.Recent(), record => Assert.Equal((PollOutcome.Silent, false), (record.Outcome, record.IsUp)));
    }

    [Fact]
    public void A_target_that_backs_off_is_asked_by_the_next_poll_after_a_sign_of_life()
    {
        var target = AddSilent(backoff: 100);
        _lane.Lane.Scheduled.Move(target, LaneFixture.Endpoint(Agent));
        _lane.Run(300 * 60 * Second); // its step has grown to a hundred intervals
        Answer();
        var walk = _lane.Make(Agent, options: new TargetOptions { IsOnce = true });
        _lane.Lane.Turns.BeginOnDemand(walk);
        _lane.TurnUntil(() => walk.Series.History.Finished == 1);
        var since = _lane.Time.GetUtcNow();

        _lane.TurnUntil(() => target.Series.History.TryGetLast(out var last) && last.IsUp);

        Assert.InRange((_lane.Time.GetUtcNow() - since).TotalSeconds, 0, 60.1);
    }

    [Fact]
    public void A_reply_that_comes_too_late_is_a_sign_of_life()
    {
        var target = AddSilent(backoff: 100);
        _lane.Lane.Scheduled.Move(target, LaneFixture.Endpoint(Agent));
        _lane.Run(300 * 60 * Second);
        _lane.Network.Listen(LaneFixture.Endpoint(Agent), request => [_mib.Answer(request) with { After = 30 * Second }]);
        var asked = _lane.Network.Sent.Count;
        _lane.TurnUntil(() => _lane.Network.Sent.Count > asked);
        _lane.Run(30 * Second);
        Answer();

        _lane.Run(60 * Second);

        Assert.Equal(1, _lane.Metrics.DroppedBy(DropReason.Late));
        Assert.True(target.Series.History.Recent()[0].IsUp);
    }

    [Fact]
    public void A_device_that_dies_in_the_middle_of_a_poll_is_not_asked_everything_else_with_all_repetitions()
    {
        var target = _lane.Add(Agent, request => request.Number > 2 ? [] : [_mib.Answer(request)], LaneFixture.Columns, new TargetOptions { Timeout = Second });

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Partial, WalkEnd.Timeout), (record.Outcome, record.Truncated));
        Assert.InRange(record.Requests, 5, 2 + 4 + 2); // four times the first one, once each of what was left
        _lane.AssertIdle();
    }

    [Fact]
    public void An_agent_that_never_answers_the_first_question_is_asked_another_one_in_the_next_poll()
    {
        var target = _lane.Add(Agent, request => request.Names[0].ToString().StartsWith($"{Mapping.Modules.Root}.1", StringComparison.Ordinal) ? [] : [_mib.Answer(request)],
            [.. LaneFixture.Columns.Take(2)], new TargetOptions { Timeout = Second });
        Assert.Equal(PollOutcome.TimedOut, _lane.Poll(target).Outcome);

        for (var poll = 0; poll < 5; poll++)
        {
            Assert.Equal((PollOutcome.Partial, WalkEnd.Timeout), (_lane.Poll(target).Outcome, target.Series.History.Recent()[0].Truncated));
            Assert.Equal(30, LaneFixture.Series(target).Count);
        }
    }

    [Fact]
    public void With_a_fifth_of_the_fleet_dead_the_others_are_asked_exactly_what_they_would_be_asked_otherwise()
    {
        var healthy = RunFleet(dead: 0);
        var reduced = RunFleet(dead: 20);
        for (var device = 20; device < 100; device++)
        {
            Assert.Equal(healthy[device].Select(sent => sent.Names), reduced[device].Select(sent => sent.Names));
            Assert.All(healthy[device].Zip(reduced[device]), pair => Assert.InRange(Math.Abs((pair.First.At - pair.Second.At).TotalMilliseconds), 0, 10)); // a lane lets replies gather for a millisecond
        }
    }

    [Fact]
    public void A_poll_takes_as_long_beside_silent_targets_as_without_them()
    {
        var alone = PollBeside(silent: 0);
        var crowded = PollBeside(silent: 40);
        Assert.All(alone.Zip(crowded), pair => Assert.Equal(pair.First.TotalMilliseconds, pair.Second.TotalMilliseconds, 0.5));
    }

    private static List<TimeSpan> PollBeside(int silent)
    {
        using var lane = new LaneFixture();
        lane.Network.RoundTrip = Second / 5000; // shorter than replies are let gather
        for (var device = 0; device < silent; device++) lane.Add($"10.1.0.{device}:161");
        lane.Run(90 * Second);
        var mib = LaneFixture.ColumnRows(100);
        var target = lane.Add(Agent, request => [mib.Answer(request)], LaneFixture.Columns);
        return [.. Enumerable.Range(0, 6).Select(_ => lane.Poll(target).Duration)];
    }

    private static List<(DateTimeOffset At, string Names)>[] RunFleet(int dead)
    {
        using var lane = new LaneFixture();
        var mib = LaneFixture.ColumnRows(30);
        var targets = Enumerable.Range(0, 100).Select(i => lane.Make($"10.1.0.{i}:161", LaneFixture.Columns, new TargetOptions { Interval = 30 * Second })).ToList();
        for (var device = dead; device < 100; device++) lane.Network.Listen(LaneFixture.Endpoint($"10.1.0.{device}:161"), request => [mib.Answer(request) with { After = Second / 50 }]);
        lane.Lane.Change([], targets);
        lane.Run(600 * Second);
        Assert.All(targets.SelectMany(target => target.Series.History.Recent()), record => Assert.InRange(record.Lateness.TotalMilliseconds, 0, 2));
        Assert.Equal(dead, lane.Lane.SilentTargets);
        return [.. Enumerable.Range(0, 100).Select(device => lane.Network.Sent.Where(sent => sent.To == LaneFixture.Endpoint($"10.1.0.{device}:161"))
            .Select(sent => (sent.At, string.Join(',', sent.Request!.Names))).ToList())];
    }

    /// <summary>A target that has been polled once and had no reply.</summary>
    private LaneTarget AddSilent(int backoff = 1)
    {
        var target = _lane.Add(Agent, LaneFixture.Columns, new TargetOptions { Limits = new RequestLimits { Backoff = backoff } });
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.TimedOut, 4, 3), (record.Outcome, record.Requests, record.Retries));
        return target;
    }

    private void Answer() => _lane.Network.Listen(LaneFixture.Endpoint(Agent), request => [_mib.Answer(request)]);

    private static List<int> Intervals(IEnumerable<SentRequest> sent)
    {
        var times = sent.Select(one => one.At).ToList();
        return [.. times.Zip(times.Skip(1), (one, next) => (int)Math.Round((next - one).TotalSeconds / 60))];
    }
}
