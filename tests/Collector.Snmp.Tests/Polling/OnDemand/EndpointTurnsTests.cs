using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;

namespace Collector.Snmp.Tests.Polling.OnDemand;

/// <summary>A poll by schedule and a walk on demand that want the same agent, in virtual time.</summary>
public sealed class EndpointTurnsTests
{
    private const string Address = "192.0.2.1:161";

    private readonly LaneFixture _fixture = new();

    [Fact]
    public void A_walk_follows_the_poll_that_is_under_way()
    {
        var scheduled = AddSlow();
        var walk = _fixture.Make(Address, options: new TargetOptions { IsOnce = true });
        _fixture.TurnUntil(() => scheduled.Poll.IsActive);

        _fixture.Lane.Turns.BeginOnDemand(walk);

        Assert.False(walk.Poll.IsActive);
        _fixture.TurnUntil(() => walk.Poll.IsActive);
        Assert.Equal((1, false), (scheduled.Series.History.Finished, scheduled.Poll.IsActive));
        End(walk);
        Assert.Equal(PollOutcome.Answered, walk.Series.History.Recent()[0].Outcome);
    }

    [Fact]
    public void A_poll_that_comes_due_during_a_walk_follows_it_before_the_next_walk()
    {
        var scheduled = AddSlow();
        var walk = _fixture.Make(Address, options: new TargetOptions { IsOnce = true, Timeout = TimeSpan.FromMinutes(3), Deadline = TimeSpan.FromMinutes(10) });
        var next = _fixture.Make(Address, options: new TargetOptions { IsOnce = true });
        _fixture.Poll(scheduled);
        _fixture.Network.Listen(LaneFixture.Endpoint(Address), request => [LaneFixture.Rows(3).Answer(request) with { After = TimeSpan.FromSeconds(95) }]);
        _fixture.Lane.Turns.BeginOnDemand(walk);

        _fixture.Run(TimeSpan.FromSeconds(91)); // at least one poll came due
        Assert.Equal((true, false, 1), (walk.Poll.IsActive, scheduled.Poll.IsActive, scheduled.Series.History.Finished));
        _fixture.TurnUntil(() => !walk.Poll.IsActive);
        _fixture.Network.Listen(LaneFixture.Endpoint(Address), request => [LaneFixture.Rows(3).Answer(request) with { After = TimeSpan.FromSeconds(1) }]);
        _fixture.Lane.Turns.BeginOnDemand(next);
        _fixture.Lane.Turn();
        Assert.Equal((true, false), (scheduled.Poll.IsActive, next.Poll.IsActive));
        _fixture.TurnUntil(() => next.Poll.IsActive);

        Assert.Equal((2, false), (scheduled.Series.History.Finished, scheduled.Poll.IsActive));
        Assert.True(scheduled.Series.History.Recent()[0].Lateness > TimeSpan.FromSeconds(1));
        Assert.Equal([true, false], scheduled.Series.History.Recent().Select(poll => poll.WasHeldUp));
        End(next);
    }

    [Fact]
    public void A_poll_that_waits_for_a_walk_beyond_its_next_due_time_is_counted_as_skipped()
    {
        var scheduled = _fixture.Add(Address, request => [LaneFixture.Rows(3).Answer(request)], options: new TargetOptions { Interval = TimeSpan.FromSeconds(1) });
        _fixture.Lane.Scheduled.Move(scheduled, LaneFixture.Endpoint(Address));
        _fixture.Poll(scheduled);
        _fixture.Network.Listen(LaneFixture.Endpoint(Address), _ => []);
        var walk = _fixture.Make(Address, options: new TargetOptions { IsOnce = true, Deadline = TimeSpan.FromSeconds(4) });
        _fixture.Lane.Turns.BeginOnDemand(walk);

        End(walk);

        Assert.InRange(scheduled.Series.History.Skipped, 2, 4);
        _fixture.TurnUntil(() => scheduled.Poll.IsActive);
    }

    [Fact]
    public void A_target_that_is_taken_away_while_it_waits_is_forgotten()
    {
        var scheduled = AddSlow();
        _fixture.Poll(scheduled);
        _fixture.Network.Listen(LaneFixture.Endpoint(Address), _ => []);
        var walk = _fixture.Make(Address, options: new TargetOptions { IsOnce = true, Deadline = TimeSpan.FromSeconds(100) });
        _fixture.Lane.Turns.BeginOnDemand(walk);
        _fixture.Run(TimeSpan.FromSeconds(65));

        _fixture.Lane.Change([scheduled], []);
        End(walk);
        _fixture.Run(TimeSpan.FromSeconds(100));

        Assert.Equal((1, false), (scheduled.Series.History.Finished, scheduled.Poll.IsActive));
        _fixture.AssertIdle();
    }

    [Fact]
    public void A_walk_that_waits_can_be_taken_back()
    {
        var scheduled = AddSlow();
        var walk = _fixture.Make(Address, options: new TargetOptions { IsOnce = true });
        _fixture.TurnUntil(() => scheduled.Poll.IsActive);
        _fixture.Lane.Turns.BeginOnDemand(walk);

        Assert.True(_fixture.Lane.Turns.TryWithdraw(walk));

        Assert.False(_fixture.Lane.Turns.TryWithdraw(walk));
        _fixture.Run(TimeSpan.FromSeconds(30));
        Assert.Equal(0, walk.Series.History.Finished);
    }

    [Fact]
    public void Two_polls_on_demand_take_turns_too()
    {
        _fixture.Network.Listen(LaneFixture.Endpoint(Address), request => [LaneFixture.Rows(3).Answer(request) with { After = TimeSpan.FromSeconds(1) }]);
        var first = _fixture.Add(Address, options: new TargetOptions { IsOnce = true });
        var second = _fixture.Add(Address, options: new TargetOptions { IsOnce = true });
        var third = _fixture.Add(Address, options: new TargetOptions { IsOnce = true });

        Assert.Equal((true, false, false), (first.Poll.IsActive, second.Poll.IsActive, third.Poll.IsActive));
        _fixture.Lane.Change([second], []);
        End(first);
        _fixture.Lane.Turn();

        Assert.Equal((false, true), (second.Poll.IsActive, third.Poll.IsActive));
        End(third);
        Assert.Equal((1, 0, 1), (first.Series.History.Finished, second.Series.History.Finished, third.Series.History.Finished));
    }

    /// <summary>A target whose agent takes a second for each reply.</summary>
    private LaneTarget AddSlow()
    {
        var scheduled = _fixture.Add(Address, request => [LaneFixture.Rows(3).Answer(request) with { After = TimeSpan.FromSeconds(1) }]);
        _fixture.Lane.Scheduled.Move(scheduled, LaneFixture.Endpoint(Address));
        return scheduled;
    }

    /// <summary>Turns until a walk is over.</summary>
    private void End(LaneTarget walk) => _fixture.TurnUntil(() => !walk.Poll.IsActive);
}
