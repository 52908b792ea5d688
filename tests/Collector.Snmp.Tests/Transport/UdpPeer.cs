using System.Net;
using System.Net.Sockets;
using Collector.Snmp.Transport;
using Collector.Testing;

namespace Collector.Snmp.Tests.Transport;

/// <summary>A UDP socket on loopback that a test reads from and answers with by hand.</summary>
internal sealed class UdpPeer : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[65_535];

    public UdpPeer(string address = "127.0.0.1")
    {
        IPAddress ip = IPAddress.Parse(address);
        _socket = new Socket(ip.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Patience.Limit.TotalMilliseconds };
        _socket.Bind(new IPEndPoint(ip, 0));
        Endpoint = TransportEndpoint.From((IPEndPoint)_socket.LocalEndPoint!);
    }

    public TransportEndpoint Endpoint { get; }

    /// <summary>Takes one datagram, and sends it back <paramref name="times"/> times.</summary>
    public byte[] Echo(int times = 1)
    {
        (byte[] datagram, EndPoint from) = Receive();
        for (int time = 0; time < times; time++)
            Send(from, datagram);
        return datagram;
    }

    public (byte[] Datagram, EndPoint From) Receive()
    {
        EndPoint from = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        int length = _socket.ReceiveFrom(_buffer, ref from);
        return (_buffer[..length], from);
    }

    public void Send(EndPoint to, byte[] datagram) => _socket.SendTo(datagram, to);

    public void Dispose() => _socket.Dispose();
}
