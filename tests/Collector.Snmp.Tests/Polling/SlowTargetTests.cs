using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>Agents that take their time are asked at their own pace.</summary>
public sealed class SlowTargetTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LaneFixture _lane = new();
    private readonly FakeMib _mib = LaneFixture.ColumnRows(30);

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void An_agent_that_takes_half_a_second_for_each_request_never_has_two()
    {
        var agent = new SerialAgent(_lane.Time, _mib, Second / 2);
        var target = _lane.Add(Agent, agent.Answer, LaneFixture.Columns);

        _lane.Run(30 * 60 * Second);

        Assert.InRange(target.Series.History.Finished, 29, 31);
        Assert.All(target.Series.History.Recent(), record => Assert.Equal((PollOutcome.Answered, 0, 90), (record.Outcome, record.Retries, record.Varbinds)));
        Assert.Equal(0, agent.Overlaps);
    }

    [Fact]
    public void An_agent_whose_replies_take_longer_when_there_are_two_has_one_from_then_on()
    {
        var agent = new SerialAgent(_lane.Time, _mib, Second / 10);
        var target = _lane.Add(Agent, agent.Answer, LaneFixture.Columns);
        for (var poll = 0; poll < 3; poll++) _lane.Poll(target);
        var tried = agent.Overlaps;
        Assert.InRange(tried, 1, 30);

        for (var poll = 0; poll < 60; poll++) _lane.Poll(target);

        Assert.Equal(tried, agent.Overlaps);
        Assert.Equal(1, target.MostInFlight);
    }

    [Fact]
    public void An_agent_far_away_that_can_do_two_things_at_once_is_asked_two()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = Second / 10 }], LaneFixture.Columns);
        var most = 0;
        for (var poll = 0; poll < 20; poll++)
        {
            var finished = target.Series.History.Finished;
            _lane.TurnUntil(() =>
            {
                most = Math.Max(most, target.Poll.InFlight);
                return target.Series.History.Finished > finished;
            });
        }

        Assert.InRange(most, 2, TargetWindow.UsualCeiling);
        Assert.InRange(target.MostInFlight, 2, TargetWindow.UsualCeiling);
    }

    [Fact]
    public void The_first_request_to_anybody_is_alone()
    {
        var target = _lane.Add(Agent, LaneFixture.Columns);
        _lane.TurnUntil(() => target.Poll.IsActive);
        _lane.Run(4 * Second);
        Assert.Single(_lane.Network.Sent);
    }

    [Fact]
    public void An_agent_that_takes_longer_than_the_timeout_is_asked_too_early_once_and_never_again()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = 8 * Second }], options: new TargetOptions { Interval = 300 * Second, Timeout = 5 * Second, Retries = 3 });

        Assert.Equal((PollOutcome.Answered, 1), (_lane.Poll(target).Outcome, target.Series.History.Recent()[0].Retries));

        for (var poll = 0; poll < 10; poll++) Assert.Equal((PollOutcome.Answered, 0), (_lane.Poll(target).Outcome, target.Series.History.Recent()[0].Retries));
    }

    [Fact]
    public void An_agent_that_is_slow_now_and_then_is_not_asked_again_meanwhile()
    {
        // Some agents collect a table anew every half a minute, and all requests wait for that.
        var agent = new SerialAgent(_lane.Time, _mib, request => request.Number % 40 == 0 ? 4 * Second : Second / 50);
        var target = _lane.Add(Agent, agent.Answer, [LaneFixture.Walking(packs: false)]); // a dozen requests a poll
        for (var poll = 0; poll < 20; poll++) _lane.Poll(target);
        var retries = _lane.Metrics.RequestRetries;

        for (var poll = 0; poll < 100; poll++) _lane.Poll(target);

        Assert.InRange(retries, 1, 3); // the first time nobody could know
        Assert.Equal(retries, _lane.Metrics.RequestRetries);
    }

    [Fact]
    public void A_datagram_that_a_fast_agent_lost_costs_a_second_and_not_the_timeout()
    {
        var isLosing = false;
        var target = _lane.Add(Agent, request => isLosing && request.Number % 7 == 0 ? [] : [_mib.Answer(request)], options: new TargetOptions { Timeout = 5 * Second });
        _lane.Poll(target);
        isLosing = true;

        var records = Enumerable.Range(0, 10).Select(_ => _lane.Poll(target)).Where(record => record.Retries > 0).ToList();

        Assert.NotEmpty(records);
        Assert.All(records, record => Assert.InRange(record.Duration.TotalSeconds, record.Retries, record.Retries + 0.1));
    }
}
