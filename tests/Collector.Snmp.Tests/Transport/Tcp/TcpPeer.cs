using System.Net;
using System.Net.Sockets;
using Collector.Snmp.Transport;
using Collector.Testing;

namespace Collector.Snmp.Tests.Transport.Tcp;

/// <summary>A TCP listener on loopback whose one connection at a time a test reads and writes by hand.</summary>
internal sealed class TcpPeer : IDisposable
{
    private readonly Socket _listener;
    private Socket? _connection;

    public TcpPeer(string address)
    {
        IPAddress ip = IPAddress.Parse(address);
        _listener = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(ip, 0));
        _listener.Listen();
        Endpoint = TransportEndpoint.From((IPEndPoint)_listener.LocalEndPoint!, TransportProtocol.Tcp);
    }

    public TransportEndpoint Endpoint { get; }

    public EndPoint Remote => _connection!.RemoteEndPoint!;

    public void Accept() => Assert.True(TryAccept(Patience.Limit), "nobody connects");

    public bool TryAccept(TimeSpan atMost = default)
    {
        if (!_listener.Poll(atMost, SelectMode.SelectRead))
            return false;
        _connection?.Dispose();
        _connection = _listener.Accept();
        _connection.NoDelay = true;
        _connection.ReceiveTimeout = _connection.SendTimeout = (int)Patience.Limit.TotalMilliseconds;
        return true;
    }

    public void Send(params byte[] octets) => _connection!.Send(octets);

    public byte[] Read(int count)
    {
        byte[] octets = new byte[count];
        for (int read = 0; read < count;)
        {
            int got = _connection!.Receive(octets.AsSpan(read));
            Assert.True(got > 0, "closed early");
            read += got;
        }

        return octets;
    }

    public void AssertClosed() => Assert.Equal(0, _connection!.Receive(new byte[1]));

    public void CloseConnection() => _connection!.Dispose();

    public void Dispose()
    {
        _connection?.Dispose();
        _listener.Dispose();
    }
}
