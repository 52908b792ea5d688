using System.Net;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Tests.Transport;

public sealed class DatagramTests
{
    [Theory]
    [InlineData(TransportKind.Mmsg, "127.20.0.1")]
    [InlineData(TransportKind.Mmsg, "::1")]
    [InlineData(TransportKind.Portable, "127.20.0.1")]
    [InlineData(TransportKind.Portable, "::1")]
    public void A_request_reaches_the_agent_and_its_reply_comes_back(TransportKind kind, string address)
    {
        using var peer = new UdpPeer(address);
        using IDatagramTransport transport = kind.Open();
        var handler = new RecordingHandler();
        transport.Queue(peer.Endpoint, 1, 2, 3);
        transport.Flush(handler);
        Assert.Equal([1, 2, 3], peer.Echo());
        transport.TurnUntil(handler, () => handler.Datagrams.Count == 1);
        Assert.Equal(peer.Endpoint, handler.Datagrams[0].From);
        Assert.Equal([1, 2, 3], handler.Datagrams[0].Datagram);
    }

    [Theory]
    [InlineData(TransportKind.Mmsg, "127.20.0.2")]
    [InlineData(TransportKind.Mmsg, "::1")]
    [InlineData(TransportKind.Portable, "127.20.0.2")]
    [InlineData(TransportKind.Portable, "::1")]
    public void More_than_a_batch_arrives_complete_and_in_order(TransportKind kind, string address)
    {
        using var peer = new UdpPeer(address);
        using IDatagramTransport transport = kind.Open();
        var handler = new RecordingHandler();
        EndPoint lane = transport.Introduce(peer);
        for (byte number = 0; number < 200; number++)
            peer.Send(lane, [number]);
        transport.TurnUntil(handler, () => handler.Datagrams.Count == 200);
        Assert.Equal(Enumerable.Range(0, 200), handler.Datagrams.Select(datagram => (int)datagram.Datagram[0]));
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void A_turn_takes_no_more_than_it_is_told(TransportKind kind)
    {
        using var peer = new UdpPeer("127.20.0.4");
        using IDatagramTransport transport = kind.Open();
        var handler = new RecordingHandler();
        EndPoint lane = transport.Introduce(peer);
        for (byte number = 0; number < 100; number++)
            peer.Send(lane, [number]);
        Assert.InRange(transport.Receive(handler, 70), 1, 70);
        Assert.Equal(handler.Count, handler.Datagrams.Count);
        transport.TurnUntil(handler, () => handler.Count == 100);
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void A_full_batch_is_refused_until_it_is_flushed(TransportKind kind)
    {
        using var peer = new UdpPeer("127.20.0.3");
        using IDatagramTransport transport = kind.Open();
        int queued = 0;
        while (transport.TryQueue(peer.Endpoint, [7]))
            Assert.InRange(++queued, 1, 1000);
        transport.Flush(new RecordingHandler());
        Assert.True(transport.TryQueue(peer.Endpoint, [7]));
        for (int number = 0; number < queued; number++)
            Assert.Equal([7], peer.Receive().Datagram);
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void The_longest_datagram_passes_both_ways(TransportKind kind)
    {
        using var peer = new UdpPeer("127.20.0.5");
        using IDatagramTransport transport = kind.Open();
        var handler = new RecordingHandler();
        byte[] payload = Enumerable.Range(0, TransportOptions.MaxPayload).Select(i => (byte)(i * 7)).ToArray();
        transport.Queue(peer.Endpoint, 1);
        transport.Queue(peer.Endpoint, payload);
        transport.Flush(handler);
        peer.Receive();
        Assert.Equal(payload, peer.Echo());
        transport.TurnUntil(handler, () => handler.Count == 1);
        Assert.Equal(payload, handler.Datagrams[0].Datagram);
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void A_payload_that_no_datagram_holds_is_our_mistake(TransportKind kind)
    {
        using IDatagramTransport transport = kind.Open();
        TransportEndpoint to = TransportEndpoint.From(IPAddress.Loopback, 161);
        Assert.Throws<ArgumentOutOfRangeException>(() => transport.TryQueue(to, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => transport.TryQueue(to, new byte[TransportOptions.MaxPayload + 1]));
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void A_datagram_longer_than_the_limit_is_reported_and_the_next_is_whole(TransportKind kind)
    {
        using var peer = new UdpPeer("127.20.0.6");
        using IDatagramTransport transport = kind.Open(new TransportOptions { MaxDatagram = 1472 });
        var handler = new RecordingHandler();
        EndPoint lane = transport.Introduce(peer);
        peer.Send(lane, new byte[1473]);
        peer.Send(lane, new byte[1472]);
        transport.TurnUntil(handler, () => handler.Count == 1);
        Assert.Equal([peer.Endpoint], handler.Truncated);
        Assert.Equal(1472, handler.Datagrams[0].Datagram.Length);
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void Requests_leave_from_the_configured_address(TransportKind kind)
    {
        using var peer = new UdpPeer("127.20.0.7");
        using IDatagramTransport transport = kind.Open(new TransportOptions { SourceAddress = IPAddress.Parse("127.20.0.77") });
        Assert.Equal("127.20.0.77", ((IPEndPoint)transport.Introduce(peer)).Address.ToString());
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void Without_IPv6_its_targets_are_unreachable_and_the_others_work(TransportKind kind)
    {
        using var peer = new UdpPeer("127.20.0.8");
        using IDatagramTransport transport = kind.Open(new TransportOptions { IPv6 = false });
        Assert.False(transport.Capabilities.HasFlag(TransportCapabilities.IPv6));
        var handler = new RecordingHandler();
        TransportEndpoint lost = TransportEndpoint.From(IPAddress.IPv6Loopback, 161);
        transport.Queue(lost, 1);
        transport.Queue(peer.Endpoint, 2);
        transport.Flush(handler);
        Assert.Equal([(lost, UnreachableReason.NetworkUnreachable)], handler.Unreachable);
        peer.Echo();
        transport.TurnUntil(handler, () => handler.Count == 1);
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void An_empty_datagram_is_delivered_as_such(TransportKind kind)
    {
        using var peer = new UdpPeer("127.20.0.9");
        using IDatagramTransport transport = kind.Open();
        var handler = new RecordingHandler();
        peer.Send(transport.Introduce(peer), []);
        transport.TurnUntil(handler, () => handler.Count == 1);
        Assert.Empty(handler.Datagrams[0].Datagram);
    }
}
