using System.Net;
using Collector.Snmp.Transport;
using Collector.Testing;
using static Collector.Snmp.Tests.Transport.Tcp.MessageBufferTests;

namespace Collector.Snmp.Tests.Transport.Tcp;

public sealed class TcpTests
{
    [Theory]
    [InlineData(TransportKind.Mmsg, "127.20.3.1")]
    [InlineData(TransportKind.Mmsg, "::1")]
    [InlineData(TransportKind.Portable, "127.20.3.1")]
    [InlineData(TransportKind.Portable, "::1")]
    public void Split_and_joined_replies_come_back_as_messages_over_one_connection(TransportKind kind, string address)
    {
        using var peer = new TcpPeer(address);
        using IDatagramTransport transport = kind.Open();
        var handler = new RecordingHandler();
        transport.Queue(peer.Endpoint, Message(3));
        transport.Queue(peer.Endpoint, Message(4));
        peer.Accept();
        Assert.Equal([.. Message(3), .. Message(4)], peer.Read(11));
        byte[] large = Message(40_000);
        peer.Send([.. Message(10), .. Message(20), .. large[..100]]);
        transport.TurnUntil(handler, () => handler.Count == 2);
        peer.Send(large[100..]);
        transport.TurnUntil(handler, () => handler.Count == 3);
        Assert.Equal([Message(10), Message(20), large], handler.Datagrams.Select(datagram => datagram.Datagram));
        Assert.All(handler.Datagrams, datagram => Assert.Equal(peer.Endpoint, datagram.From));
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void A_refused_connection_is_reported(TransportKind kind)
    {
        TransportEndpoint closed;
        using (var peer = new TcpPeer("127.20.3.2"))
            closed = peer.Endpoint;
        using IDatagramTransport transport = kind.Open();
        var handler = new RecordingHandler();
        transport.Queue(closed, Message(1));
        transport.TurnUntil(handler, () => handler.Unreachable.Count == 1);
        Assert.Equal((closed, UnreachableReason.Refused), handler.Unreachable[0]);
    }

    [Theory]
    [InlineData("3080", UnreachableReason.Other)]
    [InlineData("48545450", UnreachableReason.Other)]
    public void A_peer_that_speaks_something_else_is_cut_off_and_can_be_asked_again(string hex, UnreachableReason reason)
    {
        using var peer = new TcpPeer("127.20.3.3");
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var handler = new RecordingHandler();
        transport.Queue(peer.Endpoint, Message(1));
        peer.Accept();
        peer.Read(3);
        peer.Send(Convert.FromHexString(hex));
        transport.TurnUntil(handler, () => handler.Unreachable.Count == 1);
        Assert.Equal((peer.Endpoint, reason), handler.Unreachable[0]);
        peer.AssertClosed();
        Exchange(peer, transport, handler);
    }

    [Fact]
    public void A_message_over_the_limit_is_reported_before_it_arrives_and_ends_the_connection()
    {
        using var peer = new TcpPeer("127.20.3.4");
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var handler = new RecordingHandler();
        transport.Queue(peer.Endpoint, Message(1));
        peer.Accept();
        peer.Read(3);
        peer.Send(0x30, 0x83, 0x01, 0x00, 0x00);
        transport.TurnUntil(handler, () => handler.Truncated.Count == 1);
        Assert.Equal([peer.Endpoint], handler.Truncated);
        peer.AssertClosed();
    }

    [Fact]
    public void After_the_peer_closed_the_next_message_opens_a_new_connection()
    {
        using var peer = new TcpPeer("127.20.3.5");
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var handler = new RecordingHandler();
        Exchange(peer, transport, handler);
        peer.CloseConnection();
        // The close is on its way: until it is noticed, messages are lost like datagrams, and asked again.
        transport.TurnUntil(handler, () =>
        {
            transport.Queue(peer.Endpoint, Message(1));
            return peer.TryAccept();
        });
        Assert.Empty(handler.Unreachable);
    }

    [Fact]
    public void A_connection_without_traffic_is_closed_after_a_minute_and_unanswered_requests_do_not_keep_it()
    {
        using var peer = new TcpPeer("127.20.3.6");
        var time = new ManualTime();
        using IDatagramTransport transport = TransportKind.Mmsg.Open(time: time);
        var handler = new RecordingHandler();
        Exchange(peer, transport, handler);
        time.Advance(TimeSpan.FromSeconds(59));
        transport.Queue(peer.Endpoint, Message(2)); // the first after an answer is traffic
        peer.Read(4);
        time.Advance(TimeSpan.FromSeconds(59));
        transport.Queue(peer.Endpoint, Message(2)); // the second is not
        peer.Read(4);
        time.Advance(TimeSpan.FromSeconds(2));
        peer.AssertClosed();
        Exchange(peer, transport, handler);
    }

    [Fact]
    public void A_target_that_takes_nothing_loses_its_own_messages_and_delays_nobody()
    {
        using var deaf = new TcpPeer("127.20.3.7");
        using var healthy = new TcpPeer("127.20.3.8");
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        byte[] large = Message(60_000);
        for (int number = 0; transport.SendDrops == 0; number++)
        {
            Assert.InRange(number, 0, 10_000);
            transport.Queue(deaf.Endpoint, large);
        }

        Exchange(healthy, transport, new RecordingHandler());
    }

    [Fact]
    public void A_flood_over_one_connection_is_held_back_and_others_get_through()
    {
        using var flooding = new TcpPeer("127.20.3.9");
        using var healthy = new TcpPeer("127.20.3.10");
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var handler = new RecordingHandler();
        transport.Queue(flooding.Endpoint, Message(1));
        flooding.Accept();
        for (int number = 0; number < 500; number++)
            flooding.Send(Message(10));
        Exchange(healthy, transport, handler);
        transport.TurnUntil(handler, () => handler.Count == 501);
        Assert.Equal(500, handler.Datagrams.Count(datagram => datagram.From == flooding.Endpoint));
    }

    [Fact]
    public void Connections_leave_from_the_configured_address()
    {
        using var peer = new TcpPeer("127.20.3.11");
        using IDatagramTransport transport = TransportKind.Mmsg.Open(new TransportOptions { SourceAddress = IPAddress.Parse("127.20.3.77") });
        transport.Queue(peer.Endpoint, Message(1));
        peer.Accept();
        Assert.Equal("127.20.3.77", ((IPEndPoint)peer.Remote).Address.ToString());
    }

    [Fact]
    public void Stopping_the_lane_closes_its_connections()
    {
        using var peer = new TcpPeer("127.20.3.12");
        IDatagramTransport transport = TransportKind.Mmsg.Open();
        Exchange(peer, transport, new RecordingHandler());
        transport.Dispose();
        peer.AssertClosed();
    }

    private static void Exchange(TcpPeer peer, IDatagramTransport transport, RecordingHandler handler)
    {
        int before = handler.Datagrams.Count(datagram => datagram.From == peer.Endpoint);
        transport.Queue(peer.Endpoint, Message(5));
        peer.Accept();
        Assert.Equal(Message(5), peer.Read(7));
        peer.Send(Message(6));
        transport.TurnUntil(handler, () => handler.Datagrams.Count(datagram => datagram.From == peer.Endpoint) == before + 1);
    }
}
