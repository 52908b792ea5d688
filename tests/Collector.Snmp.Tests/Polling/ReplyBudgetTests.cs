using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling;

/// <summary>How many replies may be on their way at once.</summary>
public sealed class ReplyBudgetTests
{
    private const int DefaultBuffer = 212_992;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0, 2304)]
    [InlineData(40, 2304)]
    [InlineData(1400, 2304)]
    [InlineData(1472, 2304)]
    [InlineData(1660, 2304)]
    [InlineData(1680, 4352)]
    [InlineData(3700, 4352)]
    [InlineData(3750, 8448)]
    [InlineData(8192, 16_640)]
    [InlineData(16_000, 16_640)]
    [InlineData(30_000, 30_832)]
    [InlineData(65_000, 65_832)]
    public void A_reply_is_charged_what_Linux_was_seen_to_charge(int length, int charge) =>
        Assert.InRange(ReplyBudget.ChargeFor(length), charge, charge + 500);

    [Fact]
    public void Three_quarters_of_the_buffer_are_given_out_and_taken_back()
    {
        var budget = new ReplyBudget(DefaultBuffer);
        var taken = 0;
        while (budget.TryTake(2304)) taken++;
        Assert.Equal(69, taken);
        budget.Release(2304);
        Assert.True(budget.TryTake(2304));
        Assert.False(budget.TryTake(2304));
    }

    [Fact]
    public void One_reply_is_always_allowed_however_large_it_may_be()
    {
        var budget = new ReplyBudget(4096);
        Assert.True(budget.TryTake(70_000));
        Assert.False(budget.TryTake(1));
        budget.Release(70_000);
        Assert.True(budget.TryTake(70_000));
    }

    [Fact]
    public void Two_thousand_agents_that_answer_at_the_same_instant_lose_nothing()
    {
        var (lane, targets) = Fleet(2000, request =>
        {
            // All that were asked within 400 ms answer together at its end.
            const int Period = 4_000_000;
            return TimeSpan.FromTicks(Period - (request.Time.GetTimestamp() % Period));
        });
        using (lane)
        {
            lane.Run(20 * Second);
            Assert.All(targets, target => Assert.Equal((PollOutcome.Answered, 0), (target.Series.History.Recent()[0].Outcome, target.Series.History.Recent()[0].Retries)));
            Assert.Equal(0, lane.Network.ReceiveDrops);
            Assert.InRange(lane.Network.PeakBuffered, DefaultBuffer / 2, DefaultBuffer * 3 / 4); // it was a burst, and it fitted
        }
    }

    [Fact]
    public void Silent_targets_do_not_keep_the_others_waiting_for_room()
    {
        // 400 silent targets with 20 seconds of patience each: far more requests than the buffer has room for.
        var mib = LaneFixture.Rows(5);
        using var lane = new LaneFixture();
        var silent = Enumerable.Range(0, 400).Select(i => lane.Make($"10.1.{i / 200}.{i % 200}:161", options: new TargetOptions { Interval = 30 * Second })).ToList();
        var good = Enumerable.Range(0, 400).Select(i => lane.Make($"10.2.{i / 200}.{i % 200}:161", options: new TargetOptions { Interval = 30 * Second })).ToList();
        foreach (var target in good) lane.Network.Listen(LaneFixture.Endpoint(target.Series.Target.Address), request => [mib.Answer(request)]);
        lane.Lane.Change([], [.. silent, .. good]);

        lane.Run(100 * Second);

        Assert.All(good.SelectMany(target => target.Series.History.Recent()), record =>
        {
            Assert.Equal(PollOutcome.Answered, record.Outcome);
            Assert.InRange(record.Lateness.TotalMilliseconds, 0, 2);
            Assert.InRange(record.Duration.TotalMilliseconds, 0, 100); // room is looked for as often as that
        });
        Assert.All(silent, target => Assert.Equal((PollOutcome.Silent, 1), (target.Series.History.Recent()[0].Outcome, target.Series.History.Recent()[0].Requests)));
        Assert.All(good, target => Assert.Equal(0, target.Series.History.Skipped));
    }

    [Fact]
    public void Room_that_was_given_back_early_is_not_given_back_twice()
    {
        var mib = LaneFixture.Rows(30);
        using var lane = new LaneFixture();
        for (var i = 0; i < 200; i++)
        {
            var slow = i;
            lane.Add($"10.1.0.{i}:161", request => request.Number % 7 == 3 ? [] : [mib.Answer(request) with { After = TimeSpan.FromMilliseconds(slow * 5 % 1400) }],
                options: new TargetOptions { Interval = 10 * Second, Timeout = Second });
        }

        for (var second = 0; second < 100; second++)
        {
            lane.Run(Second);
            Assert.InRange(lane.Lane.Exchanges.OctetsReserved, 0, DefaultBuffer * 3 / 4);
        }

        lane.Lane.Change([.. lane.Targets], []);
        lane.AssertIdle();
    }

    [Fact]
    public void Requests_that_do_not_fit_one_batch_are_sent_in_the_same_turn()
    {
        var mib = LaneFixture.Rows(5);
        var time = new ManualTime();
        using var lane = new LaneFixture(new VirtualNetwork(time) { ReceiveBufferBytes = 4_000_000, RoundTrip = Second }, time);
        var targets = Enumerable.Range(0, 500).Select(i => lane.Make($"10.1.{i / 200}.{i % 200}:161", options: new TargetOptions { Interval = TimeSpan.FromMilliseconds(2) })).ToList();
        foreach (var target in targets) lane.Network.Listen(LaneFixture.Endpoint(target.Series.Target.Address), request => [mib.Answer(request)]);
        lane.Lane.Change([], targets); // all are due within two milliseconds

        lane.Run(TimeSpan.FromMilliseconds(5));

        Assert.Equal(500, lane.Network.Sent.Select(sent => sent.To).Distinct().Count());
    }

    [Fact]
    public void What_the_kernel_does_not_take_is_sent_when_it_does_and_only_once()
    {
        var mib = LaneFixture.Rows(5);
        using var lane = new LaneFixture();
        lane.Network.IsPushedBack = true;
        var targets = Enumerable.Range(0, 300).Select(i => lane.Make($"10.1.{i / 200}.{i % 200}:161", options: new TargetOptions { Interval = 60 * Second })).ToList();
        foreach (var target in targets) lane.Network.Listen(LaneFixture.Endpoint(target.Series.Target.Address), request => [mib.Answer(request)]);
        lane.Lane.Change([], targets);
        lane.Run(4 * Second);
        Assert.Empty(lane.Network.Sent);
        lane.Network.IsPushedBack = false;
        lane.Run(20 * Second);

        Assert.All(targets, target => Assert.Equal(PollOutcome.Answered, target.Series.History.Recent()[^1].Outcome));
        Assert.Equal(lane.Network.Sent.Count, lane.Network.Sent.Select(sent => sent.Request!.Id).Distinct().Count());
    }

    private static (LaneFixture Lane, List<LaneTarget> Targets) Fleet(int agents, Func<(ManualTime Time, FakeRequest Request), TimeSpan> delay)
    {
        var lane = new LaneFixture();
        var targets = Enumerable.Range(0, agents).Select(i => lane.Make($"10.1.{i / 200}.{i % 200}:161", [LaneFixture.Walking(root: "", gets: $"{Root}.1.1")], new TargetOptions { Interval = 60 * Second })).ToList();
        var filler = AgentVarbind.Octets($"{Root}.9.1", new byte[1330]);
        foreach (var target in targets)
        {
            lane.Network.Listen(LaneFixture.Endpoint(target.Series.Target.Address),
                request => [request.Reply(AgentVarbind.Gauge32($"{Root}.1.1", 1), filler) with { After = delay((lane.Time, request)) }]);
        }

        lane.Lane.Change([], targets);
        return (lane, targets);
    }
}
