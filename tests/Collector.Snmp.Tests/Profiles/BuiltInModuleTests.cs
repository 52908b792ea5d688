using Collector.Pipeline.Targets;
using Collector.Snmp.Profiles;
using Collector.Testing;

namespace Collector.Snmp.Tests.Profiles;

/// <summary>What built-in modules make of small devices written down here.</summary>
public sealed class BuiltInModuleTests
{
    [Fact]
    public async Task A_neighbour_has_the_names_of_both_ports_and_no_time_mark()
    {
        const string Local = "1.0.8802.1.1.2.1.3.7.1";
        const string Remote = "1.0.8802.1.1.2.1.4.1.1";
        var series = await PollAsync("lldp_mib",
            AgentVarbind.Integer($"{Local}.2.7", 5),
            AgentVarbind.Text($"{Local}.3.7", "Ethernet7"),
            AgentVarbind.Text($"{Local}.4.7", "to core"),
            AgentVarbind.Integer($"{Remote}.4.1234.7.1", 4),
            AgentVarbind.Octets($"{Remote}.5.1234.7.1", 0, 0x1B, 0x21, 0xBB, 0xE6, 0xF0),
            AgentVarbind.Integer($"{Remote}.6.1234.7.1", 3),
            AgentVarbind.Octets($"{Remote}.7.1234.7.1", 0, 0x1B, 0x21, 0xBB, 0xE6, 0xF1),
            AgentVarbind.Text($"{Remote}.8.1234.7.1", "uplink"),
            AgentVarbind.Text($"{Remote}.9.1234.7.1", "core1"));

        Assert.Equal(1, series["""
            lldpRemSysName{lldpLocPortDesc="to core",lldpLocPortId="Ethernet7",lldpRemChassisId="0x001B21BBE6F0",lldpRemIndex="1",lldpRemLocalPortNum="7",lldpRemPortDesc="uplink",lldpRemPortId="00:1B:21:BB:E6:F1",lldpRemSysName="core1"}
            """]);
    }

    [Fact]
    public async Task A_bgp_peer_has_its_address_and_its_AS_as_labels()
    {
        var series = await PollAsync("bgp4_mib",
            AgentVarbind.Integer("1.3.6.1.2.1.15.2.0", 64500),
            AgentVarbind.Integer("1.3.6.1.2.1.15.3.1.2.192.0.2.9", 6),
            AgentVarbind.Integer("1.3.6.1.2.1.15.3.1.9.192.0.2.9", 64501));

        Assert.Equal(64500, series["bgpLocalAs{}"]);
        Assert.Equal(6, series["""bgpPeerState{bgpPeerRemoteAddr="192.0.2.9",bgpPeerRemoteAs="64501"}"""]);
    }

    [Theory]
    [InlineData("cisco_bgp4", "1.3.6.1.4.1.9.9.187.1.2.5.1", 3, 11, "2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.9",
        """cbgpPeer2State{cbgpPeer2RemoteAddr="2001:0DB8:0000:0000:0000:0000:0000:0009",cbgpPeer2RemoteAs="64501"}""")]
    [InlineData("juniper_bgp4_v2", "1.3.6.1.4.1.2636.5.1.1.2.1.1.1", 2, 13, "0.1.192.0.2.1.1.192.0.2.9",
        """jnxBgpM2PeerState{jnxBgpM2PeerIndex="",jnxBgpM2PeerLocalAddr="192.0.2.1",jnxBgpM2PeerRemoteAddr="192.0.2.9",jnxBgpM2PeerRemoteAs="64501",jnxBgpM2PeerRoutingInstance="0"}""")]
    [InlineData("arista_bgp4_v2", "1.3.6.1.4.1.30065.4.1.1.2.1", 13, 10, "1.1.4.192.0.2.9",
        """aristaBgp4V2PeerState{aristaBgp4V2PeerDescription="",aristaBgp4V2PeerInstance="1",aristaBgp4V2PeerRemoteAddr="192.0.2.9",aristaBgp4V2PeerRemoteAs="64501"}""")]
    public async Task A_bgp_peer_of_a_vendors_table_has_its_address_and_its_AS_as_labels(string module, string table, int state, int remoteAs, string peer, string expected)
    {
        var series = await PollAsync(module, AgentVarbind.Integer($"{table}.{state}.{peer}", 6), AgentVarbind.Gauge32($"{table}.{remoteAs}.{peer}", 64501));
        Assert.Equal(6, series[expected]);
    }

    [Fact]
    public async Task A_port_has_the_name_of_its_aggregation_as_a_label()
    {
        var series = await PollAsync("ieee8023_lag",
            AgentVarbind.Text("1.3.6.1.2.1.31.1.1.1.1.7", "Ethernet7"),
            AgentVarbind.Text("1.3.6.1.2.1.31.1.1.1.1.1001", "Port-Channel1"),
            AgentVarbind.Integer("1.2.840.10006.300.43.1.2.1.1.13.7", 1001),
            AgentVarbind.Counter32("1.2.840.10006.300.43.1.2.2.1.1.7", 42));

        Assert.Equal(42, series["""
            dot3adAggPortStatsLACPDUsRx{dot3adAggName="Port-Channel1",dot3adAggPortAttachedAggID="1001",ifIndex="7",ifName="Ethernet7"}
            """]);
    }

    [Fact]
    public async Task A_reading_is_in_the_unit_that_its_label_names()
    {
        var series = await PollAsync("entity_sensor",
            [.. Sensor(1, type: 8, scale: 9, precision: 1, value: 415), .. Sensor(2, type: 5, scale: 8, precision: 2, value: 3345),
             .. Sensor(3, type: 10, scale: 9, precision: -2, value: 8400), .. Sensor(4, type: 6, scale: 10, precision: 0, value: -3)]);

        Assert.Equal(41.5, Reading(series, 1, "celsius"));
        Assert.Equal(0.03345, Reading(series, 2, "amperes"));
        Assert.Equal(8400, Reading(series, 3, "rpm"));
        Assert.Equal(-3000, Reading(series, 4, "watts"));
    }

    [Fact]
    public async Task A_reading_that_cannot_be_scaled_is_not_shown()
    {
        var series = await PollAsync("entity_sensor",
            [.. Sensor(1, type: 8, scale: 18, precision: 0, value: 1), .. Sensor(2, type: 8, scale: 9, precision: 0, value: 1_000_000_000),
             .. Sensor(3, type: 8, scale: 9, precision: 0, value: 1).Where(varbind => !varbind.Name.ToString().EndsWith(".2.3", StringComparison.Ordinal)),
             .. Sensor(4, type: 8, scale: 9, precision: 0, value: 1)]);

        Assert.Equal(4, series.Keys.Count(key => key.StartsWith("entPhySensorOperStatus{", StringComparison.Ordinal)));
        Assert.Contains("entPhysicalIndex=\"4\"", Assert.Single(series.Keys, key => key.StartsWith("entPhySensorValue{", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static IEnumerable<AgentVarbind> Sensor(int index, long type, long scale, long precision, long value) =>
        new[] { type, scale, precision, value, 1 }.Select((cell, i) => AgentVarbind.Integer($"1.3.6.1.2.1.99.1.1.1.{i + 1}.{index}", cell))
            .Prepend(AgentVarbind.Text($"1.3.6.1.2.1.47.1.1.1.1.7.{index}", $"sensor {index}"));

    private static double Reading(IReadOnlyDictionary<string, double> series, int index, string unit) =>
        series[$"entPhySensorValue{{entPhySensorType=\"{unit}\",entPhysicalDescr=\"\",entPhysicalIndex=\"{index}\",entPhysicalName=\"sensor {index}\"}}"];

    private static async Task<IReadOnlyDictionary<string, double>> PollAsync(string module, params AgentVarbind[] objects)
    {
        using var agent = FakeAgent.Serving("127.41.9.1", new FakeMib(objects));
        await using var polling = PollingFixture.Start(BuiltInProfiles.All);
        var target = PollingFixture.Target(agent.Endpoint.ToString(), module) with { Labels = LabelSet.Empty };
        return SeriesReading.Read(await polling.Engine.PollOnceAsync(target, default));
    }
}
