using System.Net.Sockets;

namespace Collector.Grpc.Connections;

/// <summary>TCP's own means to notice a peer that is gone. HTTP/2 pings would do it too, but stock servers end calls of clients that ping.</summary>
internal static class Liveness
{
    private const int ProbeSeconds = 10;
    private const int Probes = 3;
    private const int LinuxTcp = 6;
    private const int LinuxUserTimeout = 18; // TCP_USER_TIMEOUT, milliseconds

    public static void Set(Socket socket, GrpcChannelOptions options)
    {
        socket.NoDelay = true;
        if (options.TcpKeepAlive is { } idle && idle > TimeSpan.Zero)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)Math.Clamp(Math.Ceiling(idle.TotalSeconds), 1, 32767));
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        }

        if (options.TcpUserTimeout is not { } patience || !OperatingSystem.IsLinux()) return;
        Span<byte> milliseconds = stackalloc byte[sizeof(int)];
        BitConverter.TryWriteBytes(milliseconds, (int)Math.Clamp(patience.TotalMilliseconds, 1, int.MaxValue));
        socket.SetRawSocketOption(LinuxTcp, LinuxUserTimeout, milliseconds);
    }
}
