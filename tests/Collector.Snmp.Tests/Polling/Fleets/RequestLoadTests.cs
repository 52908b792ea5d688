using Collector.Pipeline.Targets;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Fleets;

/// <summary>How many requests a device is sent: never more when it answers less, and never more than its owner allows.</summary>
public sealed class RequestLoadTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LaneFixture _lane = new();
    private readonly FakeMib _mib = LaneFixture.ColumnRows(200);

    public void Dispose() => _lane.Dispose();

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(0.2)]
    [InlineData(0.05)]
    public void However_much_is_lost_a_device_is_never_sent_more_than_before(double loss)
    {
        var random = new Random(11);
        var isLosing = false;
        var target = _lane.Add(Agent, request => isLosing && random.NextDouble() < loss ? [] : [_mib.Answer(request) with { After = Second / 20 }], LaneFixture.Columns);
        for (var poll = 0; poll < 10; poll++) _lane.Poll(target);
        var (before, inFlight) = (_lane.Network.Sent.ToList(), Peak(_lane.Network.Sent, Second / 20));
        var healthy = Peak(before, Second);

        isLosing = true;
        for (var poll = 0; poll < 20; poll++) _lane.Poll(target);

        var after = _lane.Network.Sent.Skip(before.Count).ToList();
        Assert.InRange(Peak(after, Second), 1, healthy);
        Assert.InRange(Peak(after, Second / 20), 1, inFlight);
        if (loss == 1.0) Assert.InRange(after.Count, 1 + 3 + 19, TargetWindow.UsualCeiling + 3 + 19); // what was under way, one of it repeated; then one question a poll
    }

    [Fact]
    public void Requests_to_a_device_are_as_far_apart_as_its_owner_wants_repetitions_included()
    {
        var target = _lane.Add(Agent, request => request.Number % 5 == 0 ? [] : [_mib.Answer(request) with { After = Second / 10 }], LaneFixture.Columns,
            new TargetOptions { Interval = 300 * Second, Limits = new RequestLimits { Gap = Second / 4 } });

        for (var poll = 0; poll < 5; poll++) Assert.True(_lane.Poll(target).IsUp);

        var sent = _lane.Network.Sent;
        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.InRange((pair.Second.At - pair.First.At).TotalSeconds, 0.25, double.MaxValue));
        Assert.True(_lane.Metrics.DelayedFor(DelayReason.Gap) > 10);
        _lane.AssertIdle();
    }

    [Fact]
    public void A_device_has_no_more_requests_under_way_than_its_owner_allows()
    {
        var target = _lane.Add(Agent, request => [_mib.Answer(request) with { After = Second / 20 }], LaneFixture.Columns, new TargetOptions { Limits = new RequestLimits { InFlight = 1 } });
        for (var poll = 0; poll < 20; poll++) _lane.Poll(target);
        Assert.Equal(1, Peak(_lane.Network.Sent, Second / 20));
    }

    [Fact]
    public void A_lane_has_no_more_replies_on_their_way_than_the_configuration_allows_and_silent_devices_take_no_place()
    {
        var time = new ManualTime();
        using var lane = new LaneFixture(new VirtualNetwork(time), time, mostInFlight: 3);
        var mib = LaneFixture.ColumnRows(20);
        for (var device = 0; device < 40; device++)
        {
            var address = $"10.1.0.{device}:161";
            if (device % 4 == 0) lane.Add(address, LaneFixture.Columns);
            else lane.Add(address, request => [mib.Answer(request) with { After = Second / 10 }], LaneFixture.Columns);
        }

        lane.Run(600 * Second);

        Assert.Equal(3, Peak([.. lane.Network.Sent.Where(sent => sent.To.Address.GetAddressBytes()[3] % 4 != 0)], Second / 10));
        Assert.True(lane.Metrics.DelayedFor(DelayReason.Limit) > 0);
        Assert.Equal(30, lane.Targets.Count(target => target.Series.History.Recent()[0].IsUp));
    }

    /// <summary>The most requests within any span of so much time.</summary>
    private static int Peak(IReadOnlyList<SentRequest> sent, TimeSpan span)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < sent.Count; last++)
        {
            while (sent[last].At - sent[first].At >= span) first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
