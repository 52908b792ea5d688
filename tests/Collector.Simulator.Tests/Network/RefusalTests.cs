using System.Net;
using System.Net.Sockets;
using Collector.Simulator.Network;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Tests.Network;

/// <summary>What an agent must stay silent to. The answer that arrives first is always to the good request sent last.</summary>
public class RefusalTests
{
    [Fact]
    public async Task A_wrong_community_gets_no_answer()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Community = "s3cret" });
        using var stranger = new SnmpClient(fleet.Endpoint(0)) { Community = "public" };
        using var client = new SnmpClient(fleet.Endpoint(0)) { Community = "s3cret" };
        stranger.Send(PduType.Get, 0, 0, Objects.SysName);
        client.Get(Objects.SysName);
        Assert.False(stranger.HasAnswer);
        Assert.Equal((1, 1), (fleet.Counters.WrongCommunity, fleet.Counters.Requests));
    }

    [Fact]
    public async Task An_address_without_a_device_gets_no_answer()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 3 });
        using var before = new SnmpClient(new IPEndPoint(IPAddress.Parse("127.1.0.0"), fleet.Port));
        using var behind = new SnmpClient(new IPEndPoint(IPAddress.Parse("127.1.0.4"), fleet.Port));
        using var client = new SnmpClient(fleet.Endpoint(2));
        before.Send(PduType.Get, 0, 0, Objects.SysName);
        behind.Send(PduType.Get, 0, 0, Objects.SysName);
        client.Get(Objects.SysName);
        Assert.False(before.HasAnswer || behind.HasAnswer);
        Assert.Equal(2, fleet.Counters.UnknownAddress);
    }

    [Fact]
    public async Task What_is_no_request_gets_no_answer()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        var good = client.Encode(new PduHeader(PduType.Get, 1), Objects.SysName);
        client.SendRaw([]);
        client.SendRaw(good[..^1]);
        client.SendRaw(new byte[8192]);
        client.SendRaw(new byte[8193]);
        client.SendRaw(client.Encode(PduHeader.Response(1), Objects.SysName));
        client.SendRaw(client.Encode(new PduHeader(PduType.TrapV2, 1), Objects.SysName));
        client.SendRaw([0x30, 0x05, 0x02, 0x01, 0x03, 0x30, 0x00]); // version 3
        Assert.Equal("sim-00000", client.Get(Objects.SysName).Single.Text);
        var counters = fleet.Counters;
        Assert.Equal((3, 1, 2, 1), (counters.Malformed, counters.Oversized, counters.NotARequest, counters.UnsupportedVersion));
    }

    [Fact]
    public async Task No_datagram_ends_the_simulator()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        using var client = new SnmpClient(fleet.Endpoint(0));
        var random = new Random(1);
        byte[][] seeds =
        [
            client.Encode(new PduHeader(PduType.GetBulk, 1, 1, 5), Objects.SysName, Objects.IfName, Objects.IfHCInOctets),
            client.Encode(new PduHeader(PduType.GetNext, 1), Objects.IfName),
            client.Encode(new PduHeader(PduType.Get, 1), "1.3.6.1.2.1.2.2.1.10.4294967295"),
        ];
        for (var round = 0; round < 20_000; round++)
        {
            var datagram = (byte[])seeds[round % seeds.Length].Clone();
            for (var change = random.Next(4); change >= 0; change--) datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
            client.SendRaw(datagram);
            while (client.HasAnswer) client.ReceiveRaw();
        }
        using var fresh = new SnmpClient(fleet.Endpoint(0));
        Assert.Equal("sim-00000", fresh.Get(Objects.SysName).Single.Text);
    }

    [Theory]
    [InlineData("127.1.0.1", "127.0.0.1", true)]
    [InlineData("192.0.2.1", "127.0.0.1", false)]
    [InlineData("127.1.0.1", "192.0.2.1", false)]
    [InlineData("0.0.0.0", "127.0.0.1", false)]
    public void Only_loopback_may_talk_to_loopback(string asked, string from, bool allowed)
    {
        var octets = new byte[8];
        IPAddress.Parse(from).GetAddressBytes().CopyTo(octets, 4);
        var arrival = new Arrival
        {
            Datagram = default, IsTruncated = false, From = new Peer(BitConverter.ToUInt64(octets)),
            Asked = BitConverter.ToUInt32([.. IPAddress.Parse(asked).GetAddressBytes().Reverse()]),
        };
        Assert.Equal(allowed, arrival.IsLoopback);
    }

    [Fact]
    public async Task A_taken_port_is_refused()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions());
        var error = Assert.Throws<SocketException>(() => SimulatedFleet.Start(new SimulatorOptions { Port = fleet.Port }));
        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
    }
}
