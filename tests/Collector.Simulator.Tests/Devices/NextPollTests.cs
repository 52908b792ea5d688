using Collector.Simulator.Mib;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Tests.Devices;

public class NextPollTests
{
    [Theory]
    [InlineData(PduType.Get, Objects.SysUpTimeInstance)]
    [InlineData(PduType.GetNext, Objects.SysUpTime)]
    [InlineData(PduType.GetBulk, Objects.System)]
    public async Task An_edit_waits_for_the_request_that_begins_a_poll(PduType type, string name)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        var edited = fleet.Device(0).EditAtNextPoll(static edit => edit.RemoveRow(7));
        client.Ask(type, 0, 10, Objects.IfName);
        Assert.False(edited.IsCompleted);
        Assert.Equal("xe-0/0/7", client.Get($"{Objects.IfName}.7").Single.Text);
        client.Ask(type, 0, 10, name);
        await edited;
        Assert.Equal(SmiType.NoSuchInstance, client.Get($"{Objects.IfName}.7").Single.Type);
    }

    [Fact]
    public async Task The_request_that_triggers_an_edit_sees_it()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        _ = fleet.Device(0).EditAtNextPoll(static edit => edit.SetCounter(1, InterfaceCounter.InOctets, 5));
        _ = fleet.Device(0).EditAtNextPoll(static edit => edit.SetCounter(2, InterfaceCounter.InOctets, 6));
        var answer = client.Get(Objects.SysUpTimeInstance, $"{Objects.IfHCInOctets}.1", $"{Objects.IfHCInOctets}.2").Varbinds;
        Assert.Equal((5UL, 6UL), (answer[1].Number, answer[2].Number));
    }

    [Fact]
    public async Task An_edit_that_fails_tells_its_author_and_nobody_else()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        var edited = fleet.Device(0).EditAtNextPoll(static edit => edit.RemoveRow(1000));
        Assert.Equal("sim-00000", client.Get(Objects.SysUpTimeInstance, Objects.SysName).Varbinds[1].Text);
        await Assert.ThrowsAsync<ArgumentException>(() => edited);
    }

    [Fact]
    public async Task No_reply_shows_half_an_edit()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var ended = new CancellationTokenSource();
        var editor = Task.Run(() =>
        {
            while (!ended.IsCancellationRequested) fleet.Device(0).Edit(static edit => edit.SwapInterfaces(7, 8));
        });
        using var client = new SnmpClient(fleet.Endpoint(0));
        for (var round = 0; round < 2000; round++)
        {
            var names = client.Get($"{Objects.IfName}.7", $"{Objects.IfName}.8").Varbinds.Select(static name => name.Text);
            Assert.Equal(["xe-0/0/7", "xe-0/0/8"], names.Order());
        }
        await ended.CancelAsync();
        await editor;
    }
}
