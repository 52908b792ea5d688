using System.Net;
using System.Net.Sockets;

namespace Collector.Interop.Tests.Peers;

/// <summary>Ports for programs that cannot choose one themselves.</summary>
/// <remarks>
/// The port is free again when the program is told, so the address should be one that nothing else binds to:
/// a test takes one of 127.0.0.0/8 for itself.
/// </remarks>
internal static class FreePort
{
    public static IPEndPoint Udp(IPAddress address) => Find(address, SocketType.Dgram, ProtocolType.Udp);

    public static IPEndPoint Tcp(IPAddress address) => Find(address, SocketType.Stream, ProtocolType.Tcp);

    private static IPEndPoint Find(IPAddress address, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(address.AddressFamily, type, protocol);
        socket.Bind(new IPEndPoint(address, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
