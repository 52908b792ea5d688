using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Simulator.Tests;

public class FleetCountersTests
{
    [Fact]
    public async Task Requests_are_counted_by_type_and_varbinds_both_ways()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        using var old = new SnmpClient(fleet.Endpoint(1), SnmpVersion.V1);
        client.Get(Objects.SysName, Objects.IfNumber);
        client.GetNext(Objects.IfName);
        client.GetBulk(0, 10, Objects.IfName, Objects.IfAlias);
        old.Get("1.3.9");
        old.Ask(PduType.Set, 0, 0, Objects.SysName);
        var counters = fleet.Counters;
        Assert.Equal((2, 1, 1, 1, 5), (counters.Get, counters.GetNext, counters.GetBulk, counters.Set, counters.Requests));
        Assert.Equal((2, 2, 2), (counters.Version1, counters.ErrorReplies, counters.DevicesAsked));
        Assert.Equal((7, 23, 5), (counters.VarbindsAsked, counters.VarbindsServed, counters.Replies));
        Assert.Equal((0, 0), (counters.SocketDrops, counters.SendFailures));
    }

    [Fact]
    public async Task A_request_sent_again_is_noticed()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        foreach (var id in new[] { 1, 2, 1, 3, 4, 5, 1 })
        {
            client.SendRaw(client.Encode(new PduHeader(PduType.Get, id), Objects.SysName));
            client.Receive();
        }
        Assert.Equal(1, fleet.Counters.Repeated); // the last one is too long ago
    }

    [Fact]
    public async Task Peaks_are_those_of_the_busiest_second()
    {
        var time = new ManualTime();
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Time = time });
        using var client = new SnmpClient(fleet.Endpoint(0));
        foreach (var requests in new[] { 3, 8, 5 })
        {
            for (var request = 0; request < requests; request++) client.GetBulk(0, 4, Objects.IfName);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal((8, 32), (fleet.Counters.PeakRequestsPerSecond, fleet.Counters.PeakVarbindsPerSecond));
    }

    [Fact]
    public async Task Serving_allocates_nothing()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        await AllocatedByServer(fleet, client); // warms up
        var least = long.MaxValue; // of all rounds: a collection that another test causes is charged to the server's thread too
        for (var round = 0; round < 8; round++)
        {
            var before = await AllocatedByServer(fleet, client);
            for (var request = 0; request < 500; request++) client.GetBulk(1, 20, Objects.SysUpTime + ".0", Objects.IfName, Objects.IfHCInOctets);
            least = Math.Min(least, await AllocatedByServer(fleet, client) - before);
        }

        // The edit that reads the count costs a few hundred octets itself; one small object a request would be 12,000.
        Assert.InRange(least, 0, 4000);
    }

    private static async Task<long> AllocatedByServer(SimulatedFleet fleet, SnmpClient client)
    {
        long allocated = 0;
        var read = fleet.Device(0).EditAtNextPoll(_ => allocated = GC.GetAllocatedBytesForCurrentThread());
        client.Get(Objects.SysUpTimeInstance);
        await read;
        return allocated;
    }
}
