using Collector.Snmp.Messages;

namespace Collector.Simulator.Tests.Agent;

public class Version1Tests
{
    [Fact]
    public async Task A_missing_name_is_named_by_its_index_and_nothing_else_is_answered()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0), SnmpVersion.V1);
        var answer = client.Get(Objects.SysName, "1.3.6.1.2.1.1.9.0", Objects.IfNumber);
        Assert.Equal((ErrorStatus.NoSuchName, 2), (answer.Error, answer.ErrorIndex));
        Assert.All(answer.Varbinds, static varbind => Assert.Equal(SmiType.Null, varbind.Type));
        Assert.Equal(3, answer.Varbinds.Count);
    }

    [Fact]
    public async Task A_64_bit_counter_does_not_exist()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0), SnmpVersion.V1);
        Assert.Equal(ErrorStatus.NoSuchName, client.Get($"{Objects.IfHCInOctets}.1").Error);
        // ifOutBroadcastPkts.50 is followed by eight 64-bit columns, then by ifLinkUpDownTrapEnable.
        Assert.Equal("1.3.6.1.2.1.31.1.1.1.14.1", client.GetNext("1.3.6.1.2.1.31.1.1.1.5.50").Single.Name);
    }

    [Fact]
    public async Task A_walk_ends_with_noSuchName_and_lacks_only_the_64_bit_counters()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Interfaces = 4 });
        using var old = new SnmpClient(fleet.Endpoint(0), SnmpVersion.V1);
        using var client = new SnmpClient(fleet.Endpoint(0));
        var expected = client.Walk("1.3").Where(static varbind => varbind.Type != SmiType.Counter64).Select(static varbind => varbind.Name);
        Assert.Equal(expected, old.Walk("1.3").Select(static varbind => varbind.Name));
    }

    [Fact]
    public async Task Too_big_gives_the_request_back()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { MaxMessageSize = 484 });
        using var client = new SnmpClient(fleet.Endpoint(0), SnmpVersion.V1);
        string[] names = [.. Enumerable.Range(1, 20).Select(static number => $"{Objects.IfAlias}.{number}")];
        var answer = client.Get(names);
        Assert.Equal((ErrorStatus.TooBig, 0), (answer.Error, answer.ErrorIndex));
        Assert.Equal(names, answer.Names);
    }

    [Fact]
    public async Task Bulk_is_not_understood_and_writing_fails_as_noSuchName()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0), SnmpVersion.V1);
        client.Send(PduType.GetBulk, 0, 10, Objects.IfName);
        var answer = client.Ask(PduType.Set, 0, 0, Objects.SysName); // the first answer is to the second request
        Assert.Equal((client.LastRequestId, ErrorStatus.NoSuchName), (answer.RequestId, answer.Error));
        Assert.Equal(1, fleet.Counters.NotARequest);
    }
}
