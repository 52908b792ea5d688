using Collector.Simulator.Faults;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Tests.Faults;

public class GarbageTests
{
    public static TheoryData<GarbageKind> Kinds => [.. Enum.GetValues<GarbageKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_damaged_reply_can_be_taken_for_the_right_one(GarbageKind kind)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Garbage = 1, GarbageKinds = [kind] });
        using var client = new SnmpClient(fleet.Endpoint(0));
        for (var round = 0; round < 200; round++)
        {
            // Small, middling and large replies: their lengths are encoded in one, two and three octets.
            client.Send(PduType.GetBulk, 0, round % 3 == 0 ? 1 : round, round % 2 == 0 ? Objects.IfHCInOctets : Objects.IfName);
            Assert.False(client.IsRightAnswer(client.ReceiveRaw()));
        }
        Assert.Equal((200, 0), (fleet.Counters.Garbage, fleet.Counters.VarbindsServed));
    }

    [Fact]
    public async Task Huge_garbage_fills_a_whole_datagram()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { HugeGarbage = 1 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        client.Send(PduType.Get, 0, 0, Objects.SysName);
        Assert.Equal(65_507, client.ReceiveRaw().Length);
    }

    [Fact]
    public async Task A_wrong_request_id_differs_from_the_right_one_only_there()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Garbage = 1, GarbageKinds = [GarbageKind.OtherRequestId] });
        using var client = new SnmpClient(fleet.Endpoint(0));
        var answer = client.Get(Objects.SysName);
        Assert.Equal("sim-00000", answer.Single.Text);
        Assert.NotEqual(client.LastRequestId, answer.RequestId);
    }

    [Fact]
    public async Task All_kinds_take_part_by_default()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Garbage = 1 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        var lengths = new HashSet<int>();
        for (var round = 0; round < 200; round++)
        {
            client.Send(PduType.Get, 0, 0, Objects.SysName);
            lengths.Add(client.ReceiveRaw().Length);
        }
        Assert.Superset(new HashSet<int> { 0, 65_507 }, lengths);
        Assert.True(lengths.Count > 10);
    }
}
