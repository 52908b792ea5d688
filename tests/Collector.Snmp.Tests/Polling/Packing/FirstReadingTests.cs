using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling;
using Collector.Snmp.Profiles;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using Xunit.Abstractions;

namespace Collector.Snmp.Tests.Polling.Packing;

/// <summary>The first poll of a device with very many rows, of which nothing is known yet.</summary>
public sealed class FirstReadingTests(ITestOutputHelper output) : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private readonly LaneFixture _lane = new();

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void Five_thousand_interfaces_20_ms_away_are_read_within_an_interval_of_10_s()
    {
        var agent = new InterfaceAgent(_lane.Time, 5000);
        var target = _lane.Add(Agent, agent.Answer, [ModuleCompiler.Compile(BuiltInProfiles.All.Modules["if_mib"], 0, [])], Every10Seconds);
        _lane.Network.RoundTrip = TimeSpan.FromMilliseconds(20);

        Assert.InRange(RoundTripsOf(target, 20), 200, 360); // to find 5,000 rows, 25 a request, takes 200
        Assert.Equal((41 * 5000) + 2, target.Series.History.Recent()[0].Varbinds);
        Assert.InRange(RoundTripsOf(target, 20), 200, 250); // 3,404 requests, 16 at once
    }

    [Fact]
    public void Twenty_thousand_rows_5_ms_away_are_read_within_10_s()
    {
        var mib = PackedModule.Mib(20_000);
        var target = _lane.Add(Agent, WeakAgent.Fitting(mib, 1472), [PackedModule.Plan()], Every10Seconds);
        _lane.Network.RoundTrip = TimeSpan.FromMilliseconds(5);

        Assert.InRange(RoundTripsOf(target, 5), 800, 1000);
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 20_000)), LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_few_hundred_rows_are_read_subtree_by_subtree()
    {
        var target = _lane.Add(Agent, WeakAgent.Fitting(PackedModule.Mib(500), 1472), [PackedModule.Plan()]);
        _lane.Poll(target);
        Assert.All(_lane.Network.Sent, sent => Assert.Single(sent.Request!.Names));
    }

    [Fact]
    public void An_agent_that_leaves_rows_out_of_packed_replies_is_caught_in_its_first_poll()
    {
        var mib = PackedModule.Mib(1500);
        var target = _lane.Add(Agent, WeakAgent.SkippingAbove(mib, 40), [PackedModule.Plan()]);

        var record = _lane.Poll(target);

        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (record.Outcome, record.Truncated));
        Assert.Equal(PackedModule.Series(Enumerable.Range(1, 1500)), LaneFixture.Series(target).Keys.Order(StringComparer.Ordinal));
        Assert.True(target.Trust.IsSwitchedBack);
    }

    [Fact]
    public void Columns_with_holes_cost_one_get_and_no_trust()
    {
        var mib = PackedModule.Mib(1500);
        for (var row = 700; row < 900; row++) mib.Remove($"{PackedModule.Entry}.5.{row}");
        var target = _lane.Add(Agent, WeakAgent.Fitting(mib, 1472), [PackedModule.Plan()]);

        _lane.Poll(target);

        Assert.Equal((1500 * 10) + 1 - 200, LaneFixture.Series(target).Count);
        Assert.Equal(1, _lane.Network.Sent.Count(sent => sent.Request!.Type == PduType.Get));
        Assert.False(target.Trust.IsSwitchedBack);
        _lane.AssertIdle();
    }

    private static TargetOptions Every10Seconds => new() { Interval = TimeSpan.FromSeconds(10) };

    private int RoundTripsOf(LaneTarget target, int milliseconds)
    {
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete, 0), (record.Outcome, record.Truncated, record.Retries));
        var roundTrips = (int)(record.Duration.TotalMilliseconds / milliseconds);
        output.WriteLine($"{record.Requests} requests in {roundTrips} round trips, {record.Duration.TotalSeconds:0.00} s; window {target.Window.Size}");
        return roundTrips;
    }
}
