using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Simulator.Tests.Faults;

public class DelayTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_reply_waits_for_exactly_the_delay()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Time = _time, Delay = TimeSpan.FromMilliseconds(20) });
        using var client = new SnmpClient(fleet.Endpoint(0));
        Hold(fleet, client, 1);
        _time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.Equal(1, fleet.Counters.Outstanding);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(client.LastRequestId, client.Receive().RequestId);
        Assert.Equal((0, 1), (fleet.Counters.Outstanding, fleet.Counters.Delayed));
    }

    [Fact]
    public async Task Jitter_spreads_replies_over_its_width()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions
        {
            Time = _time, Delay = TimeSpan.FromMilliseconds(20), DelayJitter = TimeSpan.FromMilliseconds(10),
        });
        using var client = new SnmpClient(fleet.Endpoint(0));
        Hold(fleet, client, 50);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.InRange(fleet.Counters.Outstanding, 45, 50);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Patience.Until(() => fleet.Counters.Outstanding is > 5 and < 45);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Patience.Until(() => fleet.Counters.Outstanding == 0);
        var order = Enumerable.Range(0, 50).Select(_ => client.Receive().RequestId).ToList();
        Assert.NotEqual(order.Order(), order); // they overtook each other
    }

    [Fact]
    public async Task The_most_requests_in_flight_to_a_device_are_remembered()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Time = _time, Delay = TimeSpan.FromMilliseconds(1) });
        using var client = new SnmpClient(fleet.Endpoint(0));
        using var other = new SnmpClient(fleet.Endpoint(1));
        Hold(fleet, client, 7);
        other.Send(PduType.Get, 0, 0, Objects.SysName);
        Patience.Until(() => fleet.Counters.Outstanding == 8);
        Assert.Equal((7, 1), (fleet.Device(0).PeakOutstanding, fleet.Device(1).PeakOutstanding));
        Assert.Equal(7, fleet.Counters.PeakOutstandingOfADevice);
    }

    [Fact]
    public async Task Late_replies_come_after_the_others()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Time = _time, Late = 0.5, LateBy = TimeSpan.FromSeconds(3) });
        using var client = new SnmpClient(fleet.Endpoint(0));
        for (var request = 0; request < 100; request++) client.Send(PduType.Get, 0, 0, Objects.SysName);
        fleet.UntilHandled(100);
        var late = (int)fleet.Counters.Late;
        Assert.InRange(late, 30, 70);
        for (var reply = 0; reply < 100 - late; reply++) client.Receive();
        Assert.False(client.HasAnswer);
        _time.Advance(TimeSpan.FromSeconds(3));
        for (var reply = 0; reply < late; reply++) client.Receive();
    }

    [Fact]
    public async Task A_slow_device_takes_its_time_and_the_others_do_not()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Time = _time, Devices = 10, Slow = 0.1, SlowBy = TimeSpan.FromSeconds(2) });
        var slow = Enumerable.Range(0, 10).Single(device => fleet.Device(device).Nature == DeviceNature.Slow);
        using var client = new SnmpClient(fleet.Endpoint(slow));
        Hold(fleet, client, 1);
        using (var other = new SnmpClient(fleet.Endpoint((slow + 1) % 10))) other.Get(Objects.SysName);
        Assert.False(client.HasAnswer);
        _time.Advance(TimeSpan.FromSeconds(2));
        client.Receive();
    }

    [Fact]
    public async Task A_serial_device_works_on_one_request_after_the_other_and_counts_who_did_not_wait()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Time = _time, Devices = 1, Serial = 1, WorkTime = TimeSpan.FromMilliseconds(500) });
        using var client = new SnmpClient(fleet.Endpoint(0));
        Hold(fleet, client, 3);
        Assert.Equal(2, fleet.Counters.Overlaps);
        for (var reply = 2; reply >= 0; reply--)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            client.Receive();
            Assert.Equal(reply, fleet.Counters.Outstanding);
        }

        Hold(fleet, client, 1);
        Assert.Equal(2, fleet.Counters.Overlaps);
    }

    [Fact]
    public async Task Delays_follow_the_real_clock_too()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Delay = TimeSpan.FromMilliseconds(30) });
        using var client = new SnmpClient(fleet.Endpoint(0));
        var start = TimeProvider.System.GetTimestamp();
        client.Get(Objects.SysName);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(30));
    }

    /// <summary>Sends requests and waits until their replies are being held back.</summary>
    private static void Hold(SimulatedFleet fleet, SnmpClient client, int requests)
    {
        for (var request = 0; request < requests; request++) client.Send(PduType.Get, 0, 0, Objects.SysName);
        Patience.Until(() => fleet.Counters.Outstanding == requests);
        Assert.False(client.HasAnswer);
    }
}
