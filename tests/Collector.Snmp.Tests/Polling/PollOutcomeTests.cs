using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Snmp.Transport;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling;

/// <summary>What a poll says about its target, and what of it is shown.</summary>
public sealed class PollOutcomeTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LaneFixture _lane = new();
    private readonly FakeMib _mib = LaneFixture.Rows(5);

    public PollOutcomeTests()
    {
        for (var row = 1; row <= 5; row++) _mib.Set(AgentVarbind.Gauge32($"{Root}.2.{row}", (uint)(10 * row)));
    }

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void A_module_that_gets_no_reply_ends_its_series_and_the_other_modules_stay()
    {
        var isDead = false;
        var target = _lane.Add(Agent, request => isDead && request.Names[0].ToString().StartsWith($"{Root}.2", StringComparison.Ordinal) ? [] : [_mib.Answer(request)],
            [LaneFixture.Walking($"{Root}.1", "one"), LaneFixture.Walking($"{Root}.2", "two")], new TargetOptions { Timeout = Second, Retries = 1 });
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Assert.Equal(10, LaneFixture.Series(target).Count);

        isDead = true;
        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Partial, WalkEnd.Timeout), (record.Outcome, record.Truncated));
        Assert.Equal((true, false), (target.Series.IsComplete(0), target.Series.IsComplete(1)));
        Assert.Null(target.Series.Module(1));
        Assert.Equal([1.0, 2.0, 3.0, 4.0, 5.0], LaneFixture.Series(target).Values.Order());

        isDead = false;
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Assert.Equal(10, LaneFixture.Series(target).Count);
    }

    [Fact]
    public void A_target_that_falls_silent_has_no_series_after_the_poll_that_found_it()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request)], options: new TargetOptions { Timeout = Second, Retries = 1 });
        _lane.Poll(target);
        Assert.NotEmpty(LaneFixture.Series(target));
        _lane.Network.Listen(LaneFixture.Endpoint(Agent), _ => []);
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.TimedOut, false), (record.Outcome, record.IsUp));
        Assert.Empty(LaneFixture.Series(target));
        Assert.Equal([(Agent, 0, true), (Agent, 0, false)], _lane.Published);
    }

    [Theory]
    [InlineData(UnreachableReason.Refused, PollOutcome.Refused)]
    [InlineData(UnreachableReason.HostUnreachable, PollOutcome.Unreachable)]
    [InlineData(UnreachableReason.NetworkUnreachable, PollOutcome.Unreachable)]
    public void An_error_from_the_network_ends_the_poll_at_once_and_no_other_target_hears_of_it(UnreachableReason reason, PollOutcome outcome)
    {
        _lane.Network.Fail(LaneFixture.Endpoint(Agent), reason);
        var closed = _lane.Add(Agent, [LaneFixture.Walking($"{Root}.1", "one"), LaneFixture.Walking($"{Root}.2", "two")]);
        var neighbours = new[] { "192.0.2.1:162", "192.0.2.2:161" }.Select(address => _lane.Add(address, request => [_mib.Answer(request) with { After = 3 * Second }])).ToList();

        var record = _lane.Poll(closed);

        Assert.Equal((outcome, WalkEnd.Unreachable), (record.Outcome, record.Truncated));
        Assert.InRange(record.Duration.TotalMilliseconds, 0, 5);
        Assert.All(neighbours, neighbour => Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (_lane.Poll(neighbour).Outcome, neighbour.Series.History.Recent()[0].Truncated)));
        _lane.AssertIdle();
    }

    [Fact]
    public void A_request_that_is_too_long_for_the_path_is_sent_again()
    {
        _lane.Network.Fail(LaneFixture.Endpoint(Agent), UnreachableReason.MessageTooLong);
        var target = _lane.Add(Agent, options: new TargetOptions { Timeout = Second });
        _lane.Run(Second / 2);
        _lane.Network.Listen(LaneFixture.Endpoint(Agent), request => [_mib.Answer(request)]);
        Assert.Equal((PollOutcome.Answered, 1), (_lane.Poll(target).Outcome, target.Series.History.Recent()[0].Retries));
    }

    [Fact]
    public void An_agent_that_dies_in_the_middle_keeps_what_it_had_said()
    {
        var target = _lane.Add(Agent, request =>
        {
            if (request.Number == 2) _lane.Network.Fail(LaneFixture.Endpoint(Agent), UnreachableReason.Refused);
            return [_mib.Answer(request)];
        }, [LaneFixture.Walking(maxRepetitions: 2)]);
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Partial, WalkEnd.Unreachable, true), (record.Outcome, record.Truncated, record.IsUp));
        Assert.Equal([1.0, 2.0, 3.0, 4.0], LaneFixture.Series(target).Values.Order());
    }

    [Fact]
    public void Two_targets_at_one_address_are_two_targets()
    {
        var one = _lane.Add(Agent, request => [_mib.Answer(request)], options: new TargetOptions { Instance = "one" });
        var two = _lane.Add(Agent, options: new TargetOptions { Instance = "two" });
        Assert.Equal((PollOutcome.Answered, PollOutcome.Answered), (_lane.Poll(one).Outcome, two.Series.History.Finished == 1 ? two.Series.History.Recent()[0].Outcome : _lane.Poll(two).Outcome));
        Assert.Equal(10, LaneFixture.Series(one).Count);
        Assert.Equal(10, LaneFixture.Series(two).Count);
    }

    [Fact]
    public void A_name_without_an_address_is_unresolved_and_complete_is_not_said_of_it()
    {
        var target = _lane.Make(Agent, options: new TargetOptions { IsResolved = false });
        target.Address.Publish(new ResolvedAddress(null));
        _lane.Lane.Change([], [target]);
        Assert.Equal(PollOutcome.Unresolved, _lane.Poll(target).Outcome);
        Assert.False(target.Series.IsComplete(0));
        Assert.Empty(_lane.Network.Sent);
    }

    [Fact]
    public void A_module_with_nothing_to_ask_for_is_complete_beside_one_that_has()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request)], [LaneFixture.Walking(root: "", name: "nothing"), LaneFixture.Walking()]);
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Assert.True(target.Series.IsComplete(0));
        Assert.Equal(10, LaneFixture.Series(target).Count);
    }

    [Fact]
    public void A_poll_that_meets_its_deadline_keeps_what_it_read()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = Second }], [LaneFixture.Walking(maxRepetitions: 1)], new TargetOptions { Deadline = 3.5 * Second });
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Partial, WalkEnd.Deadline), (record.Outcome, record.Truncated));
        Assert.InRange(record.Duration.TotalSeconds, 3.4, 3.6);
        Assert.Equal(3, LaneFixture.Series(target).Count);
        _lane.AssertIdle();
    }

    [Fact]
    public void A_target_that_is_taken_out_in_the_middle_of_a_poll_publishes_nothing_more()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = Second }], [LaneFixture.Walking(maxRepetitions: 1)]);
        _lane.Run(2.5 * Second);
        Assert.True(target.Poll.IsActive);

        _lane.Lane.Change([target], []);
        _lane.Run(200 * Second);

        Assert.Empty(_lane.Published);
        Assert.Equal(0, target.Series.History.Finished);
        Assert.Equal(0, Enum.GetValues<PollOutcome>().Sum(outcome => _lane.Metrics.PollsWith(outcome)));
        Assert.Equal(1, _lane.Metrics.DroppedBy(DropReason.Late));
        Assert.Equal(0, _lane.Lane.Wheel.Count);
        _lane.AssertIdle();
    }

    [Fact]
    public void Observers_hear_of_every_publication_with_what_it_replaces()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request)], [LaneFixture.Walking($"{Root}.1", "one"), LaneFixture.Walking($"{Root}.2", "two")]);
        _lane.Poll(target);
        _lane.Poll(target);
        Assert.Equal(4, _lane.Published.Count);
        Assert.Equal([0, 0, 1, 1], _lane.Published.Select(one => one.Module).Order());
    }
}
