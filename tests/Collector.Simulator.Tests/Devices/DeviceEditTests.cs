using Collector.Simulator.Mib;
using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Simulator.Tests.Devices;

public class DeviceEditTests
{
    private static readonly ManualTime _time = new();
    private static readonly DateTimeOffset _epoch = _time.GetUtcNow() - TimeSpan.FromSeconds(1000);

    [Fact]
    public async Task A_removed_row_is_gone_from_both_tables_of_one_device_only()
    {
        await using var fleet = Start();
        fleet.Device(1).Edit(static edit => edit.RemoveRow(7));
        using var client = new SnmpClient(fleet.Endpoint(1));
        Assert.Equal(9UL, client.Get(Objects.IfNumber).Single.Number);
        Assert.Equal($"{Objects.IfName}.8", client.GetNext($"{Objects.IfName}.6").Single.Name);
        Assert.Equal($"{Objects.IfInOctets}.8", client.GetNext($"{Objects.IfInOctets}.6").Single.Name);
        Assert.Equal(SmiType.NoSuchInstance, client.Get($"{Objects.IfName}.7").Single.Type);
        using var other = new SnmpClient(fleet.Endpoint(2));
        Assert.Equal(10UL, other.Get(Objects.IfNumber).Single.Number);
        Assert.Equal([1, 2, 3, 4, 5, 6, 8, 9, 10], fleet.Device(1).Interfaces);
    }

    [Fact]
    public async Task An_added_row_appears_at_its_place_with_the_values_of_its_number()
    {
        await using var fleet = Start();
        fleet.Device(1).Edit(static edit => { edit.AddRow(1_000_000, 77); edit.RemoveRow(1); edit.AddRow(1, 1); });
        using var client = new SnmpClient(fleet.Endpoint(1));
        Assert.Equal($"{Objects.IfName}.1000000", client.GetNext($"{Objects.IfName}.10").Single.Name);
        Assert.Equal($"{Objects.IfName}.1", client.GetNext(Objects.IfName).Single.Name);
        CheckRow(client, 1, 1_000_000, 77, 77);
    }

    [Fact]
    public async Task Exchanged_interfaces_keep_name_and_counters_together()
    {
        await using var fleet = Start();
        fleet.Device(1).Edit(static edit => edit.SwapInterfaces(7, 8));
        using var client = new SnmpClient(fleet.Endpoint(1));
        CheckRow(client, 1, 7, 8, 8);
        CheckRow(client, 1, 8, 7, 7);
    }

    [Fact]
    public async Task Exchanged_names_leave_the_counters_where_they_are()
    {
        await using var fleet = Start();
        fleet.Device(1).Edit(static edit => edit.SwapInterfaceNames(7, 8));
        using var client = new SnmpClient(fleet.Endpoint(1));
        CheckRow(client, 1, 7, 7, 8);
        CheckRow(client, 1, 8, 8, 7);
        fleet.Device(1).Edit(static edit => edit.SwapInterfaceNames(7, 8));
        CheckRow(client, 1, 7, 7, 7);
    }

    [Fact]
    public async Task A_set_counter_stands_still_in_64_and_32_bits_until_it_is_released()
    {
        await using var fleet = Start();
        fleet.Device(1).Edit(static edit => edit.SetCounter(7, InterfaceCounter.InOctets, 1_000_000_000_000));
        using var client = new SnmpClient(fleet.Endpoint(1));
        var row = client.Get($"{Objects.IfHCInOctets}.7", $"{Objects.IfInOctets}.7").Varbinds;
        Assert.Equal((1_000_000_000_000UL, 1_000_000_000_000UL % (1UL << 32)), (row[0].Number, row[1].Number));
        fleet.Device(1).Edit(static edit => edit.ReleaseCounter(7, InterfaceCounter.InOctets));
        CheckRow(client, 1, 7, 7, 7);
    }

    [Fact]
    public async Task An_interface_moves_to_another_index_with_all_that_it_has()
    {
        await using var fleet = Start();
        fleet.Device(1).Edit(static edit => { edit.SetName(7, "uplink"); edit.SetAlias(7, "tö \"x\""); edit.Reindex(7, 500); });
        using var client = new SnmpClient(fleet.Endpoint(1));
        Assert.Equal(SmiType.NoSuchInstance, client.Get($"{Objects.IfName}.7").Single.Type);
        Assert.Equal(("uplink", "tö \"x\""), (client.Get($"{Objects.IfName}.500").Single.Text, client.Get($"{Objects.IfAlias}.500").Single.Text));
        Assert.Equal(FleetFormula.Value("ifHCInOctets", 1, 7, Uptime), client.Get($"{Objects.IfHCInOctets}.500").Single.Number);
    }

    [Fact]
    public async Task A_failed_edit_changes_nothing()
    {
        await using var fleet = Start();
        var device = fleet.Device(1);
        Assert.Throws<ArgumentException>(() => device.Edit(static edit => { edit.RemoveRow(3); edit.IsKilled = true; edit.RemoveRow(99); }));
        Assert.Throws<ArgumentException>(() => device.Edit(static edit => edit.AddRow(4, 4)));
        Assert.Equal(10, device.Interfaces.Count);
        using var client = new SnmpClient(fleet.Endpoint(1));
        Assert.Equal(10UL, client.Get(Objects.IfNumber).Single.Number);
    }

    [Fact]
    public async Task A_reboot_begins_again_at_zero()
    {
        await using var fleet = Start();
        fleet.Device(1).Edit(static edit => edit.Reboot());
        using var client = new SnmpClient(fleet.Endpoint(1));
        var answer = client.Get(Objects.SysUpTimeInstance, $"{Objects.IfHCInOctets}.1").Varbinds;
        Assert.Equal((0UL, 0UL), (answer[0].Number, answer[1].Number));
        Assert.Equal(1, fleet.Counters.Reboots);
    }

    [Fact]
    public async Task A_killed_device_is_silent_until_it_is_revived()
    {
        await using var fleet = Start();
        using var client = new SnmpClient(fleet.Endpoint(1));
        fleet.Device(1).Kill();
        client.Send(PduType.Get, 0, 0, Objects.SysName);
        fleet.UntilHandled(1);
        Assert.False(client.HasAnswer);
        fleet.Device(1).Revive();
        Assert.Equal("sim-00001", client.Get(Objects.SysName).Single.Text);
    }

    [Fact]
    public async Task A_nature_can_be_given_and_taken()
    {
        await using var fleet = Start();
        using var client = new SnmpClient(fleet.Endpoint(1));
        fleet.Device(1).Edit(static edit => edit.Nature = DeviceNature.Endless);
        Assert.Equal($"{Objects.IfName}.11", client.GetNext($"{Objects.IfName}.10").Single.Name);
        fleet.Device(1).Edit(static edit => edit.Nature = DeviceNature.Healthy);
        Assert.Equal("1.3.6.1.2.1.31.1.1.1.2.1", client.GetNext($"{Objects.IfName}.10").Single.Name);
    }

    private static ulong Uptime => (ulong)FleetFormula.Ticks(_epoch, _time.GetUtcNow());

    private static SimulatedFleet Start() =>
        SimulatedFleet.Start(new SimulatorOptions { Devices = 3, Interfaces = 10, Time = _time, Epoch = _epoch });

    private static void CheckRow(SnmpClient client, int device, int index, int number, int nameNumber)
    {
        var row = client.Get(
            $"{Objects.IfName}.{index}", $"{Objects.IfAlias}.{index}", $"{Objects.IfDescr}.{index}", $"{Objects.IfIndex}.{index}", $"{Objects.IfHCInOctets}.{index}").Varbinds;
        Assert.Equal(FleetFormula.IfName(nameNumber), row[0].Text);
        Assert.Equal(FleetFormula.IfAlias(device, nameNumber), row[1].Text);
        Assert.Equal(FleetFormula.IfDescr(nameNumber), row[2].Text);
        Assert.Equal(index, row[3].Signed);
        Assert.Equal(FleetFormula.Value("ifHCInOctets", device, number, Uptime), row[4].Number);
    }
}
