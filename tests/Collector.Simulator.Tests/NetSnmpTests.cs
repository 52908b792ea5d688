using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Simulator.Tests;

/// <summary>The simulator as net-snmp sees it: an independent reading of the standards.</summary>
public class NetSnmpTests
{
    private const string AllObjects = "1.3.6.1";

    private static readonly ManualTime _time = new();
    private static readonly DateTimeOffset _epoch = _time.GetUtcNow() - TimeSpan.FromSeconds(1_000_000);

    [Theory]
    [InlineData("snmpwalk")]
    [InlineData("snmpbulkwalk")]
    public async Task A_walk_of_version_2c_finds_every_object_in_order(string tool)
    {
        await using var fleet = Start();
        using var client = new SnmpClient(fleet.Endpoint(1));
        var (code, lines) = await NetSnmp.Run(tool, "2c", fleet.Endpoint(1), "DEVICE", AllObjects);
        Assert.Equal(0, code);
        Assert.Equal(client.Walk(AllObjects, 20).Select(static varbind => $".{varbind.Name}"), Values(lines).Select(static line => line.Name));
        Assert.StartsWith("No more variables left", lines[^1].Split(" = ")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_of_version_1_finds_all_but_the_64_bit_counters()
    {
        await using var fleet = Start();
        using var client = new SnmpClient(fleet.Endpoint(1));
        var (code, lines) = await NetSnmp.Run("snmpwalk", "1", fleet.Endpoint(1), "DEVICE", AllObjects);
        Assert.Equal(0, code);
        var expected = client.Walk(AllObjects, 20).Where(static varbind => varbind.Type != SmiType.Counter64);
        Assert.Equal(expected.Select(static varbind => $".{varbind.Name}"), Values(lines).Select(static line => line.Name));
    }

    [Fact]
    public async Task The_64_bit_counters_are_what_the_formula_says()
    {
        await using var fleet = Start();
        var uptime = (ulong)FleetFormula.Ticks(_epoch, _time.GetUtcNow());
        var (_, lines) = await NetSnmp.Run("snmpbulkwalk", "2c", fleet.Endpoint(1), "-Cr40", "DEVICE", Objects.IfHCOutOctets);
        Assert.Equal(
            Enumerable.Range(1, 10).Select(number => $".{Objects.IfHCOutOctets}.{number} = Counter64: {FleetFormula.Value("ifHCOutOctets", 1, number, uptime)}"),
            lines);
    }

    [Fact]
    public async Task The_types_are_those_of_the_MIBs()
    {
        await using var fleet = Start();
        var (_, lines) = await NetSnmp.Run("snmpbulkwalk", "2c", fleet.Endpoint(1), "DEVICE", AllObjects);
        var types = Values(lines).ToDictionary(static line => line.Name, static line => line.Type);
        Assert.Equal("OID", types[".1.3.6.1.2.1.1.2.0"]);
        Assert.Equal("Timeticks", types[".1.3.6.1.2.1.1.3.0"]);
        Assert.Equal("STRING", types[".1.3.6.1.2.1.1.5.0"]);
        Assert.Equal("INTEGER", types[".1.3.6.1.2.1.2.2.1.8.1"]);
        Assert.Equal("Gauge32", types[".1.3.6.1.2.1.2.2.1.5.1"]);
        Assert.Equal("Hex-STRING", types[".1.3.6.1.2.1.2.2.1.6.1"]);
        Assert.Equal("Counter32", types[".1.3.6.1.2.1.2.2.1.10.1"]);
        Assert.Equal("OID", types[".1.3.6.1.2.1.2.2.1.22.1"]);
        Assert.Equal("Counter64", types[".1.3.6.1.2.1.31.1.1.1.6.1"]);
        Assert.Equal("Opaque", types[".1.3.6.1.4.1.2021.10.1.6.1"]);
    }

    [Fact]
    public async Task Bulk_takes_non_repeaters_and_repetitions()
    {
        await using var fleet = Start();
        var (_, lines) = await NetSnmp.Run("snmpbulkget", "2c", fleet.Endpoint(1), "-Cn1", "-Cr3", "DEVICE", "1.3.6.1.2.1.1.4", Objects.IfName, Objects.IfIndex);
        Assert.Equal(
            ["1.3.6.1.2.1.1.4.0", $"{Objects.IfName}.1", $"{Objects.IfIndex}.1", $"{Objects.IfName}.2", $"{Objects.IfIndex}.2", $"{Objects.IfName}.3", $"{Objects.IfIndex}.3"],
            Values(lines).Select(static line => line.Name[1..]));
    }

    [Theory]
    [InlineData("2c", "1.3.6.1.2.1.2.2.1.10.99", "No Such Instance currently exists at this OID")]
    [InlineData("2c", "1.3.6.1.2.1.2.2.1.99.1", "No Such Object available on this agent at this OID")]
    [InlineData("1", "1.3.6.1.2.1.2.2.1.10.99", "noSuchName")]
    [InlineData("1", "1.3.6.1.2.1.31.1.1.1.6.1", "noSuchName")]
    public async Task A_missing_name_is_reported_as_its_version_has_it(string version, string name, string message)
    {
        await using var fleet = Start();
        var (_, lines) = await NetSnmp.Run("snmpget", version, fleet.Endpoint(1), "DEVICE", Objects.SysName, name);
        Assert.Contains(lines, line => line.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_device_that_steps_back_is_caught_by_the_walk()
    {
        await using var fleet = Start();
        fleet.Device(1).Edit(static edit => edit.Nature = DeviceNature.SteppingBack);
        var (code, lines) = await NetSnmp.Run("snmpbulkwalk", "2c", fleet.Endpoint(1), "DEVICE", Objects.IfDescr);
        Assert.NotEqual(0, code);
        Assert.Contains(lines, static line => line.Contains("OID not increasing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Writing_is_refused()
    {
        await using var fleet = Start();
        var (_, lines) = await NetSnmp.Run("snmpset", "2c", fleet.Endpoint(1), "DEVICE", Objects.SysName, "s", "mine");
        Assert.Contains(lines, static line => line.Contains("notWritable", StringComparison.Ordinal));
    }

    private static SimulatedFleet Start() =>
        SimulatedFleet.Start(new SimulatorOptions { Devices = 3, Interfaces = 10, Time = _time, Epoch = _epoch });

    /// <summary>".1.3.6 = TYPE: value"; an empty string is printed as "" without a type.</summary>
    private static IEnumerable<(string Name, string Type)> Values(string[] lines) =>
        from line in lines
        let parts = line.Split(" = ", 2)
        where parts.Length == 2 && !parts[1].StartsWith("No more variables", StringComparison.Ordinal)
        select (parts[0], parts[1].Split(':')[0]);
}
