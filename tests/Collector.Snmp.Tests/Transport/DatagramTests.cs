using System.Net;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Tests.Transport;

public sealed class DatagramTests
{
    [Theory]
    [InlineData(TransportKind.Mmsg, "127.20.0.1")]
    [InlineData(TransportKind.Mmsg, "::1")]
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
    [InlineData(TransportKind.Mmsg)]
    public void More_than_a_batch_arrives_complete_and_in_order(TransportKind kind)
    {
        using var peer = new UdpPeer("127.20.0.2");
        using IDatagramTransport transport = kind.Open();
        var handler = new RecordingHandler();
        transport.Queue(peer.Endpoint, 0);
        transport.Flush(handler);
        (_, EndPoint lane) = peer.Receive();
        for (byte number = 0; number < 200; number++)
            peer.Send(lane, [number]);
        transport.TurnUntil(handler, () => handler.Datagrams.Count == 200);
        Assert.Equal(Enumerable.Range(0, 200), handler.Datagrams.Select(datagram => (int)datagram.Datagram[0]));
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
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
}
