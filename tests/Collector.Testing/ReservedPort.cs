using System.Net;
using System.Net.Sockets;

namespace Collector.Testing;

/// <summary>A TCP port that refuses connections until a receiver takes it, and that nobody else can have meanwhile.</summary>
/// <remarks>The socket is bound from the beginning and listens only once it is taken: there is no moment at which the port is free.</remarks>
public sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort(string address) => _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));

    public IPEndPoint Endpoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>The bound socket, for who is going to listen on it; theirs from now on.</summary>
    public Socket Take() => _socket;

    public void Dispose() => _socket.Dispose();
}
