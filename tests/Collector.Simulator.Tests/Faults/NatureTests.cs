using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Simulator.Tests.Faults;

public class NatureTests
{
    [Fact]
    public async Task Exactly_the_asked_fractions_misbehave_and_the_seed_chooses_whom()
    {
        var options = new SimulatorOptions { Devices = 1000, Silent = 0.2, Slow = 0.05, SteppingBack = 0.01, Endless = 0.003, HugeGarbage = 0.0504 };
        var natures = await Natures(options);
        Assert.Equal(200, natures.Count(static nature => nature == DeviceNature.Silent));
        Assert.Equal(50, natures.Count(static nature => nature == DeviceNature.Slow));
        Assert.Equal(10, natures.Count(static nature => nature == DeviceNature.SteppingBack));
        Assert.Equal(3, natures.Count(static nature => nature == DeviceNature.Endless));
        Assert.Equal(50, natures.Count(static nature => nature == DeviceNature.HugeGarbage));
        Assert.Equal(natures, await Natures(options));
        Assert.NotEqual(natures, await Natures(options with { Seed = 2 }));
    }

    [Fact]
    public async Task A_silent_device_hears_but_does_not_answer()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Silent = 1 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        client.Send(PduType.Get, 0, 0, Objects.SysName);
        fleet.UntilHandled(1);
        Assert.False(client.HasAnswer);
        Assert.Equal((1, 1), (fleet.Counters.Silent, fleet.Device(0).Requests));
    }

    [Fact]
    public async Task A_device_that_breaks_answers_as_many_repetitions_as_it_can_and_nothing_to_more()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Breaking = 1, BreaksAbove = 10 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        Assert.Equal(10, client.GetBulk(0, 10, Objects.IfDescr).Varbinds.Count);
        client.Send(PduType.GetBulk, 0, 11, Objects.IfDescr);
        fleet.UntilHandled(2);
        Assert.False(client.HasAnswer);
        Assert.Equal(1, fleet.Counters.Overtaxed);
    }

    [Fact]
    public async Task A_device_that_skips_leaves_out_one_row_of_a_request_for_too_many()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Skipping = 1, SkipsAbove = 5 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        Assert.Equal(Rows(1, 2, 3, 4, 5), client.GetBulk(0, 5, Objects.IfDescr).Names);
        Assert.Equal(Rows(1, 2, 3, 4, 5, 7, 8), client.GetBulk(0, 7, Objects.IfDescr).Names);
        Assert.Equal(1, fleet.Counters.Overtaxed);

        static IEnumerable<string> Rows(params int[] rows) => rows.Select(row => $"{Objects.IfDescr}.{row}");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    public async Task A_device_that_steps_back_never_lets_a_column_end(int interfaces)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { SteppingBack = 1, Interfaces = interfaces });
        using var client = new SnmpClient(fleet.Endpoint(0));
        var name = Objects.IfDescr;
        for (var step = 0; step < 200; step++)
        {
            name = client.GetNext(name).Single.Name;
            Assert.StartsWith(Objects.IfDescr, name, StringComparison.Ordinal);
        }
        var bulk = client.GetBulk(0, 30, Objects.IfDescr).Names;
        Assert.Equal(30, bulk.Length);
        Assert.True(bulk.Distinct().Count() <= (interfaces + 1) / 2);
        Assert.Equal(7, client.Walk(Objects.System).Count);
    }

    [Fact]
    public async Task An_endless_table_goes_on_and_on_with_good_rows()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Endless = 1, Interfaces = 5 });
        using var client = new SnmpClient(fleet.Endpoint(0));
        var name = Objects.IfName;
        for (var number = 1; number < 1000;)
        {
            foreach (var row in client.GetBulk(0, 40, name).Varbinds)
            {
                Assert.Equal(($"{Objects.IfName}.{number}", FleetFormula.IfName(number)), (row.Name, row.Text));
                name = row.Name;
                number++;
            }
        }
        Assert.Equal("xe-0/0/1000000", client.Get($"{Objects.IfName}.1000000").Single.Text);
        // A column does end where ifIndex does.
        Assert.Equal($"{Objects.IfName}.2147483647", client.GetNext($"{Objects.IfName}.2147483646").Single.Name);
        Assert.Equal("1.3.6.1.2.1.31.1.1.1.2.1", client.GetNext($"{Objects.IfName}.2147483647").Single.Name);
        Assert.Equal("1.3.6.1.2.1.31.1.1.1.2.1", client.GetNext($"{Objects.IfName}.4294967295").Single.Name);
    }

    [Fact]
    public async Task Devices_that_reboot_do_so_each_at_its_own_moment()
    {
        var time = new ManualTime();
        var epoch = time.GetUtcNow();
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Time = time, Epoch = epoch, RebootEvery = TimeSpan.FromSeconds(60) });
        var uptimes = new HashSet<ulong>();
        for (var device = 0; device < 100; device++)
        {
            using var client = new SnmpClient(fleet.Endpoint(device));
            // The phase, restated: the period in ticks times h(d, 0) / 9973.
            var phase = 6000UL * (ulong)FleetFormula.Spread(device, 0) / 9973;
            var answer = client.Get(Objects.SysUpTimeInstance, $"{Objects.IfHCInOctets}.1").Varbinds;
            var uptime = ((ulong)FleetFormula.Ticks(epoch, time.GetUtcNow()) + phase) % 6000;
            Assert.Equal((uptime, FleetFormula.Value("ifHCInOctets", device, 1, uptime)), (answer[0].Number, answer[1].Number));
            uptimes.Add(uptime);
            time.Advance(TimeSpan.FromSeconds(1.7));
        }
        Assert.True(uptimes.Count > 80);
    }

    private static async Task<DeviceNature[]> Natures(SimulatorOptions options)
    {
        await using var fleet = SimulatedFleet.Start(options);
        return [.. Enumerable.Range(0, options.Devices).Select(device => fleet.Device(device).Nature)];
    }
}
