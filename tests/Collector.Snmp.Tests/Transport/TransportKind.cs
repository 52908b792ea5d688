using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Linux;
using Collector.Snmp.Transport.Portable;
using Collector.Testing;

namespace Collector.Snmp.Tests.Transport;

/// <summary>The implementations that every behaviour test runs against.</summary>
public enum TransportKind
{
    Mmsg,
    Portable,
}

/// <summary>Opens transports and runs turns of a lane over them.</summary>
internal static class Transports
{
    public static IDatagramTransport Open(this TransportKind kind, TransportOptions? options = null, TimeProvider? time = null) =>
        kind == TransportKind.Mmsg
            ? new MmsgTransport(options ?? new TransportOptions(), time ?? TimeProvider.System)
            : new PortableTransport(options ?? new TransportOptions(), time ?? TimeProvider.System);

    /// <summary>Runs turns of a lane until the condition holds, a generous time at most.</summary>
    public static void TurnUntil(this IDatagramTransport transport, IDatagramHandler handler, Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience.Limit, "nothing happened");
            transport.Flush(handler);
            transport.Wait(TimeSpan.FromMilliseconds(50));
            transport.Receive(handler, 256);
        }
    }

    public static void Queue(this IDatagramTransport transport, TransportEndpoint to, params byte[] payload) =>
        Assert.True(transport.TryQueue(to, payload));

    /// <summary>Sends one datagram to the peer and returns the address it came from: where the lane's socket is.</summary>
    public static System.Net.EndPoint Introduce(this IDatagramTransport transport, UdpPeer peer)
    {
        transport.Queue(peer.Endpoint, 0);
        transport.Flush(new RecordingHandler());
        return peer.Receive().From;
    }
}
