using Collector.Snmp.Messages;

namespace Collector.Simulator.Tests.Agent;

public class GetBulkTests
{
    [Fact]
    public async Task Non_repeaters_come_once_and_repeaters_in_rows()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        var answer = client.GetBulk(1, 2, Objects.SysUpTime, Objects.IfName, Objects.IfHCInOctets);
        Assert.Equal(
            [Objects.SysUpTimeInstance, $"{Objects.IfName}.1", $"{Objects.IfHCInOctets}.1", $"{Objects.IfName}.2", $"{Objects.IfHCInOctets}.2"],
            answer.Names);
    }

    [Fact]
    public async Task A_repeater_at_its_end_fills_up_with_endOfMibView_under_its_last_name()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        // The last object of all is column 13 of diskIOTable, row 2.
        var answer = client.GetBulk(0, 3, "1.3.6.1.4.1.2021.13.15.1.1.13.1", Objects.System, "1.3.6.1.6.1");
        const string Last = "1.3.6.1.4.1.2021.13.15.1.1.13.2";
        Assert.Equal(
            [Last, "1.3.6.1.2.1.1.1.0", "1.3.6.1.6.1", Last, "1.3.6.1.2.1.1.2.0", "1.3.6.1.6.1", Last, "1.3.6.1.2.1.1.3.0", "1.3.6.1.6.1"],
            answer.Names);
        Assert.Equal(
            [SmiType.Counter64, SmiType.EndOfMibView, SmiType.EndOfMibView],
            new[] { answer.Varbinds[0].Type, answer.Varbinds[3].Type, answer.Varbinds[6].Type });
    }

    [Fact]
    public async Task A_row_of_nothing_but_ends_is_the_last()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        var answer = client.GetBulk(0, 100, "1.3.6.1.6.1", "1.3.6.1.6.2");
        Assert.Equal(["1.3.6.1.6.1", "1.3.6.1.6.2"], answer.Names);
    }

    [Theory]
    [InlineData(484)]
    [InlineData(1472)]
    [InlineData(9000)]
    public async Task A_reply_is_cut_between_varbinds_where_the_message_is_full(int size)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { MaxMessageSize = size, Interfaces = 1000 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        client.Send(PduType.GetBulk, 0, 1000, Objects.IfName, Objects.IfAlias);
        var datagram = client.ReceiveRaw();
        // The next varbind would have taken at most 50 octets.
        Assert.InRange(datagram.Length, size - 50, size);
        var names = client.Decode(datagram).Names;
        Assert.Equal($"{Objects.IfAlias}.{names.Length / 2}", names[1 + (2 * ((names.Length / 2) - 1))]);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, -5, 0)]
    [InlineData(-3, 1, 2)]
    [InlineData(1, 0, 1)]
    [InlineData(7, 5, 2)]
    public async Task Odd_numbers_are_read_as_the_standard_says(int nonRepeaters, int repetitions, int expected)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        Assert.Equal(expected, client.GetBulk(nonRepeaters, repetitions, Objects.IfName, Objects.IfAlias).Varbinds.Count);
    }

    [Fact]
    public async Task Repetitions_are_capped_where_the_options_say()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { MaxRepetitions = 4 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        Assert.Equal(8, client.GetBulk(0, 25, Objects.IfName, Objects.IfAlias).Varbinds.Count);
    }

    [Fact]
    public async Task A_walk_of_everything_finds_the_same_with_any_repetitions()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(7));
        var oneByOne = client.Walk("1.3.6.1").ConvertAll(static varbind => varbind.Name);
        Assert.Equal(oneByOne, client.Walk("1.3.6.1", 3).ConvertAll(static varbind => varbind.Name));
        Assert.Equal(oneByOne, client.Walk("1.3.6.1", 200).ConvertAll(static varbind => varbind.Name));
    }
}
