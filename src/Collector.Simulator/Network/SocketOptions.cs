using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Collector.Simulator.Network;

/// <summary>The Linux socket options that the BCL has no names for (socket(7)).</summary>
internal static class SocketOptions
{
    private const int SocketLevel = 1;          // SOL_SOCKET
    private const int BindToDevice = 25;        // SO_BINDTODEVICE
    private const int ForceReceiveBuffer = 33;  // SO_RCVBUFFORCE
    private const int MemoryInfo = 55;          // SO_MEMINFO
    private const int DropsAt = 8;              // SK_MEMINFO_DROPS

    /// <summary>False where an old kernel keeps this to root.</summary>
    public static bool TryBindToLoopback(Socket socket) => TrySet(socket, BindToDevice, "lo"u8);

    /// <summary>Beyond the system's limit if we are root, up to it if not.</summary>
    public static void GrowReceiveBuffer(Socket socket, int octets)
    {
        if (!TrySet(socket, ForceReceiveBuffer, BitConverter.GetBytes(octets))) socket.ReceiveBufferSize = octets;
    }

    public static long ReadDrops(Socket socket)
    {
        Span<byte> info = stackalloc byte[64];
        try
        {
            var length = socket.GetRawSocketOption(SocketLevel, MemoryInfo, info);
            return length >= (DropsAt + 1) * sizeof(uint) ? MemoryMarshal.Cast<byte, uint>(info)[DropsAt] : 0;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private static bool TrySet(Socket socket, int option, ReadOnlySpan<byte> value)
    {
        try
        {
            socket.SetRawSocketOption(SocketLevel, option, value);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
