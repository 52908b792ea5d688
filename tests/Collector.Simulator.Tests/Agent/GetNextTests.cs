using Collector.Snmp.Messages;

namespace Collector.Simulator.Tests.Agent;

public class GetNextTests
{
    [Theory]
    [InlineData("1.0", "1.3.6.1.2.1.1.1.0")]
    [InlineData("1.3.6.1.2.1.1.3", "1.3.6.1.2.1.1.3.0")]
    [InlineData("1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.1.4.0")]
    [InlineData("1.3.6.1.2.1.1.3.0.5", "1.3.6.1.2.1.1.4.0")]
    [InlineData("1.3.6.1.2.1.1.7.0", "1.3.6.1.2.1.2.1.0")]
    [InlineData("1.3.6.1.2.1.2.2.1.1.2", "1.3.6.1.2.1.2.2.1.1.3")]
    [InlineData("1.3.6.1.2.1.2.2.1.1.2.7", "1.3.6.1.2.1.2.2.1.1.3")]
    [InlineData("1.3.6.1.2.1.2.2.1.1.3", "1.3.6.1.2.1.2.2.1.2.1")]
    [InlineData("1.3.6.1.2.1.2.2.1.1.4294967295", "1.3.6.1.2.1.2.2.1.2.1")]
    [InlineData("1.3.6.1.2.1.2.2.1.22.3", "1.3.6.1.2.1.25.1.1.0")]
    [InlineData("1.3.6.1.2.1.25.2.3.1.1.1", "1.3.6.1.2.1.25.2.3.1.1.31")]
    public async Task The_next_name_is_the_first_that_is_greater(string name, string next)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Interfaces = 3 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        Assert.Equal(next, client.GetNext(name).Single.Name);
    }

    [Fact]
    public async Task The_end_keeps_the_name_that_was_asked()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        var answer = client.GetNext("1.3.6.1.6", Objects.System).Varbinds;
        Assert.Equal(("1.3.6.1.6", SmiType.EndOfMibView), (answer[0].Name, answer[0].Type));
        Assert.Equal("1.3.6.1.2.1.1.1.0", answer[1].Name);
    }

    [Fact]
    public async Task A_device_without_interfaces_skips_their_tables()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Interfaces = 0 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        Assert.Empty(client.Walk(Objects.IfEntry));
        Assert.Equal("1.3.6.1.2.1.25.1.1.0", client.GetNext(Objects.IfNumber).Single.Name);
    }
}
