using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Simulator.Tests.Mib;

/// <summary>Every object of a device, read by a walk while the clock stands still, against the restated formula.</summary>
public class ContentTests
{
    private static readonly ManualTime _time = new();
    private static readonly DateTimeOffset _epoch = _time.GetUtcNow() - TimeSpan.FromSeconds(1_000_000);
    private static readonly ulong _uptime = (ulong)FleetFormula.Ticks(_epoch, _time.GetUtcNow());

    private static readonly string[] _ifColumns =
    [
        "ifIndex", "ifDescr", "ifType", "ifMtu", "ifSpeed", "ifPhysAddress", "ifAdminStatus", "ifOperStatus", "ifLastChange",
        "ifInOctets", "ifInUcastPkts", "ifInNUcastPkts", "ifInDiscards", "ifInErrors", "ifInUnknownProtos",
        "ifOutOctets", "ifOutUcastPkts", "ifOutNUcastPkts", "ifOutDiscards", "ifOutErrors", "ifOutQLen", "ifSpecific",
    ];

    private static readonly string[] _ifXColumns =
    [
        "ifName", "ifInMulticastPkts", "ifInBroadcastPkts", "ifOutMulticastPkts", "ifOutBroadcastPkts",
        "ifHCInOctets", "ifHCInUcastPkts", "ifHCInMulticastPkts", "ifHCInBroadcastPkts",
        "ifHCOutOctets", "ifHCOutUcastPkts", "ifHCOutMulticastPkts", "ifHCOutBroadcastPkts",
        "ifLinkUpDownTrapEnable", "ifHighSpeed", "ifPromiscuousMode", "ifConnectorPresent", "ifAlias", "ifCounterDiscontinuityTime",
    ];

    [Fact]
    public async Task A_device_has_exactly_the_documented_number_of_objects()
    {
        await using var fleet = Start(50);
        using var client = new SnmpClient(fleet.Endpoint(0));
        var all = client.Walk("1.3.6.1", 50);
        Assert.Equal(7, Under(all, Objects.System));
        Assert.Equal(2 + (41 * 50), Under(all, "1.3.6.1.2.1.2") + Under(all, "1.3.6.1.2.1.31"));
        Assert.Equal(5 + (3 * 7) + (4 * 8), Under(all, "1.3.6.1.2.1.25"));
        Assert.Equal(1 + (10 * 15) + (6 * 8), Under(all, "1.3.6.1.2.1.47") + Under(all, "1.3.6.1.2.1.99"));
        Assert.Equal(13 + (3 * 8) + 21 + (2 * 11), Under(all, "1.3.6.1.4.1.2021"));
        Assert.Equal(2396, all.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(777)]
    public async Task Every_interface_counter_is_what_the_formula_says(int device)
    {
        await using var fleet = Start(20);
        using var client = new SnmpClient(fleet.Endpoint(device));
        CheckTable(client.Walk(Objects.IfEntry, 40), Objects.IfEntry, _ifColumns, 20, device);
        CheckTable(client.Walk(Objects.IfXEntry, 40), Objects.IfXEntry, _ifXColumns, 20, device);
    }

    [Fact]
    public async Task Counters_move_with_the_clock_and_only_with_it()
    {
        var time = new ManualTime();
        var epoch = time.GetUtcNow();
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Time = time, Epoch = epoch });
        using var client = new SnmpClient(fleet.Endpoint(5));
        Assert.Equal(0UL, client.Get($"{Objects.IfHCInOctets}.3").Single.Number);
        time.Advance(TimeSpan.FromSeconds(60.019));
        var answer = client.Get(Objects.SysUpTimeInstance, $"{Objects.IfHCInOctets}.3").Varbinds;
        Assert.Equal(6001UL, answer[0].Number);
        Assert.Equal(FleetFormula.Value("ifHCInOctets", 5, 3, 6001), answer[1].Number);
    }

    [Fact]
    public async Task Texts_name_their_device_and_row()
    {
        await using var fleet = Start(3);
        using var client = new SnmpClient(fleet.Endpoint(42));
        Assert.Equal("Simulated agent 42, Collector", client.Get("1.3.6.1.2.1.1.1.0").Single.Text);
        Assert.Equal("1.3.6.1.4.1.8072.3.2.10", client.Get("1.3.6.1.2.1.1.2.0").Single.ObjectId);
        Assert.Equal("site 2, rack 2", client.Get("1.3.6.1.2.1.1.6.0").Single.Text);
        Assert.Equal([2, 0, 0, 42, 0, 3], client.Get("1.3.6.1.2.1.2.2.1.6.3").Single.Content);
    }

    [Fact]
    public async Task Sensors_load_and_processors_are_in_their_ranges()
    {
        await using var fleet = Start(1);
        using var client = new SnmpClient(fleet.Endpoint(9));
        Assert.All(client.Walk("1.3.6.1.2.1.25.3.3.1.2"), static load => Assert.InRange(load.Signed, 0, 99));
        Assert.Equal([8, 4, 10, 8, 4, 10], client.Walk("1.3.6.1.2.1.99.1.1.1.1").Select(static sensor => sensor.Signed));
        Assert.InRange(client.Get("1.3.6.1.2.1.99.1.1.1.4.1001").Single.Signed, 300, 449);
        foreach (var row in new[] { 1, 2, 3 })
        {
            var load = client.Get($"1.3.6.1.4.1.2021.10.1.3.{row}", $"1.3.6.1.4.1.2021.10.1.5.{row}", $"1.3.6.1.4.1.2021.10.1.6.{row}").Varbinds;
            Assert.Equal(load[1].Signed / 100.0, double.Parse(load[0].Text), 3);
            Assert.True(new SnmpValue(load[2].Type, load[2].Content).TryGetOpaqueDouble(out var number));
            Assert.Equal(load[1].Signed / 100.0, number, 3);
        }
    }

    private static SimulatedFleet Start(int interfaces) =>
        SimulatedFleet.Start(new SimulatorOptions { Devices = 1000, Interfaces = interfaces, Time = _time, Epoch = _epoch });

    private static int Under(List<AnsweredVarbind> all, string root) => all.Count(varbind => varbind.Name.StartsWith(root + ".", StringComparison.Ordinal));

    private static void CheckTable(List<AnsweredVarbind> walk, string entry, string[] columns, int rows, int device)
    {
        Assert.Equal(columns.Length * rows, walk.Count);
        for (var place = 0; place < walk.Count; place++)
        {
            var (column, number) = (columns[place / rows], (place % rows) + 1);
            Assert.Equal($"{entry}.{(place / rows) + 1}.{number}", walk[place].Name);
            CheckCell(walk[place], column, device, number);
        }
    }

    private static void CheckCell(AnsweredVarbind cell, string column, int device, int number)
    {
        if (FleetFormula.Rate(column, device, number) != 0)
        {
            Assert.Equal(column.Contains("HC", StringComparison.Ordinal) ? SmiType.Counter64 : SmiType.Counter32, cell.Type);
            Assert.Equal(FleetFormula.Value(column, device, number, _uptime), cell.Number);
            return;
        }
        var errors = Array.IndexOf(["ifInDiscards", "ifInErrors", "ifInUnknownProtos", "ifOutDiscards", "ifOutErrors"], column);
        if (errors >= 0) Assert.Equal(FleetFormula.Errors(errors, device, number, _uptime), cell.Number);
        switch (column)
        {
            case "ifIndex": Assert.Equal(number, cell.Signed); break;
            case "ifOperStatus": Assert.Equal(FleetFormula.IfOperStatus(device, number), cell.Signed); break;
            case "ifHighSpeed": Assert.Equal((ulong)FleetFormula.IfHighSpeed(number), cell.Number); break;
            case "ifName": Assert.Equal(FleetFormula.IfName(number), cell.Text); break;
            case "ifDescr": Assert.Equal(FleetFormula.IfDescr(number), cell.Text); break;
            case "ifAlias": Assert.Equal(FleetFormula.IfAlias(device, number), cell.Text); break;
        }
    }
}
