using Collector.Snmp.Messages;

namespace Collector.Simulator.Tests.Agent;

public class GetTests
{
    [Fact]
    public async Task Several_scalars_come_back_in_the_order_asked()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(3));
        var answer = client.Get(Objects.SysName, Objects.IfNumber);
        Assert.Equal([Objects.SysName, Objects.IfNumber], answer.Names);
        Assert.Equal("sim-00003", answer.Varbinds[0].Text);
        Assert.Equal(50UL, answer.Varbinds[1].Number);
        Assert.Equal(client.LastRequestId, answer.RequestId);
    }

    [Fact]
    public async Task The_last_device_answers_from_its_own_address()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 10_000 });
        Assert.Equal("127.1.39.16", fleet.Endpoint(9999).Address.ToString());
        using var client = new SnmpClient(fleet.Endpoint(9999)); // which asserts where answers come from
        Assert.Equal("sim-09999", client.Get(Objects.SysName).Single.Text);
    }

    [Theory]
    [InlineData("1.3.6.1.2.1.1.5", SmiType.NoSuchInstance)]
    [InlineData("1.3.6.1.2.1.1.5.1", SmiType.NoSuchInstance)]
    [InlineData("1.3.6.1.2.1.1.5.0.0", SmiType.NoSuchInstance)]
    [InlineData("1.3.6.1.2.1.2.2.1.10.51", SmiType.NoSuchInstance)]
    [InlineData("1.3.6.1.2.1.2.2.1.10.4294967295", SmiType.NoSuchInstance)]
    [InlineData("1.3.6.1.2.1.2.2.1.23.1", SmiType.NoSuchObject)]
    [InlineData("1.3.6.1.2.1.1.8.0", SmiType.NoSuchObject)]
    [InlineData("1.3.6.1.2.1.2.2.1", SmiType.NoSuchObject)]
    [InlineData("1.0", SmiType.NoSuchObject)]
    [InlineData("2.999.1", SmiType.NoSuchObject)]
    public async Task A_name_without_an_instance_says_what_is_missing(string name, SmiType missing)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        var answer = client.Get(Objects.SysName, name);
        Assert.Equal(ErrorStatus.NoError, answer.Error);
        Assert.Equal(name, answer.Varbinds[1].Name);
        Assert.Equal(missing, answer.Varbinds[1].Type);
    }

    [Fact]
    public async Task An_oversized_get_is_too_big_and_carries_no_varbinds()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { MaxMessageSize = 484 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        var answer = client.Get([.. Enumerable.Range(1, 30).Select(static number => $"{Objects.IfAlias}.{number}")]);
        Assert.Equal((ErrorStatus.TooBig, 0), (answer.Error, answer.ErrorIndex));
        Assert.Empty(answer.Varbinds);
    }

    [Fact]
    public async Task Nothing_can_be_written()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        var answer = client.Ask(PduType.Set, 0, 0, Objects.SysName);
        Assert.Equal((ErrorStatus.NotWritable, 1), (answer.Error, answer.ErrorIndex));
        Assert.Equal(Objects.SysName, answer.Single.Name);
    }
}
