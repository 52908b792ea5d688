using Collector.Snmp.Messages;

namespace Collector.Simulator.Tests.Faults;

public class ChanceTests
{
    private const int Requests = 2000;

    [Fact]
    public async Task Lost_requests_get_no_answer_about_as_often_as_asked_for()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Loss = 0.3 });
        var answered = Ask(fleet);
        Assert.InRange(answered.Count(static yes => !yes), Requests * 0.25, Requests * 0.35);
        Assert.Equal(answered.Count(static yes => !yes), fleet.Counters.Lost);
        Assert.Equal(answered.Count(static yes => yes), fleet.Counters.Replies);
    }

    [Fact]
    public async Task Equal_seeds_lose_the_same_requests_and_others_do_not()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Loss = 0.5, Seed = 7 });
        await using var twin = SimulatedFleet.Start(new SimulatorOptions { Loss = 0.5, Seed = 7 });
        await using var other = SimulatedFleet.Start(new SimulatorOptions { Loss = 0.5, Seed = 8 });
        var answered = Ask(fleet);
        Assert.Equal(answered, Ask(twin));
        Assert.NotEqual(answered, Ask(other));
    }

    [Fact]
    public async Task A_duplicate_is_the_same_reply_again()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Duplicate = 1 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        client.Send(PduType.GetBulk, 0, 10, Objects.IfName);
        var first = client.ReceiveRaw();
        Assert.Equal(first, client.ReceiveRaw());
        Assert.True(client.IsRightAnswer(first));
        Assert.Equal((1, 2, 10), (fleet.Counters.Duplicated, fleet.Counters.Replies, fleet.Counters.VarbindsServed));
    }

    [Fact]
    public async Task Duplicates_of_a_burst_all_find_room()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Duplicate = 1 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        for (var request = 0; request < 100; request++) client.Send(PduType.Get, 0, 0, Objects.SysName);
        for (var reply = 0; reply < 200; reply++) client.Receive();
        Assert.False(client.HasAnswer);
    }

    /// <summary>Sends requests to device 0 and says which were answered.</summary>
    private static bool[] Ask(SimulatedFleet fleet)
    {
        using var client = new SnmpClient(fleet.Endpoint(0));
        var answered = new bool[Requests];
        for (var request = 0; request < Requests; request++)
        {
            client.Send(PduType.Get, 0, 0, Objects.SysName);
            fleet.UntilHandled(request + 1);
            answered[request] = client.HasAnswer;
            if (answered[request]) client.Receive();
        }
        return answered;
    }
}
