using System.Buffers.Binary;
using System.Net.Sockets;

namespace Collector.Snmp.Transport.Linux;

/// <summary>Reads a UDP socket's error queue (ip(7), IP_RECVERR): which destination an ICMP error is about, and what it says.</summary>
/// <remarks>Lane's thread only.</remarks>
internal sealed class MmsgErrorQueue : IDisposable
{
    private const int Slots = 16;
    private const int MostRounds = 8;         // a flood of ICMP must not hold the lane
    private const int QuotedBytes = 64;
    private const int ControlBytes = 128;     // cmsghdr 16 + sock_extended_err 16 + sockaddr_in6 28, with room
    private const int HeaderBytes = 16;       // struct cmsghdr on 64-bit machines
    private const int ExtendedErrorBytes = 16;
    private const int LevelIPv4 = 0, ReceiveErrorIPv4 = 11, LevelIPv6 = 41, ReceiveErrorIPv6 = 25;

    private readonly Socket _socket;
    private readonly bool _ipv6;
    private readonly MmsgBatch _batch = new(Slots, Slots * QuotedBytes, ControlBytes);

    public MmsgErrorQueue(Socket socket, bool ipv6)
    {
        (_socket, _ipv6) = (socket, ipv6);
        for (int slot = 0; slot < Slots; slot++)
            _batch.Place(slot, slot * QuotedBytes, QuotedBytes);
    }

    /// <summary>Whether there may be errors: said by those who saw a sign of them, taken back by a drain that found the end.</summary>
    public bool MayHold { get; set; }

    /// <summary>Asks the kernel to queue errors instead of forgetting whom they are about.</summary>
    public static void Enable(Socket socket, bool ipv6)
    {
        Span<byte> on = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(on, 1);
        socket.SetRawSocketOption(ipv6 ? LevelIPv6 : LevelIPv4, ipv6 ? ReceiveErrorIPv6 : ReceiveErrorIPv4, on);
    }

    /// <summary>Reports queued errors, within bounds.</summary>
    /// <returns>How many there were.</returns>
    public int Drain(IDatagramHandler handler)
    {
        int total = 0;
        for (int round = 0; round < MostRounds; round++)
        {
            int count = DrainBatch(handler);
            total += count;
            MayHold = count == Slots;
            if (!MayHold)
                break;
        }

        return total;
    }

    public void Dispose() => _batch.Dispose();

    private int DrainBatch(IDatagramHandler handler)
    {
        for (int slot = 0; slot < Slots; slot++)
            _batch.Arm(slot, SockAddr.IPv6Length);
        int count = _batch.Receive(_socket.SafeHandle, Slots, LibC.ErrorQueue, out _);
        for (int slot = 0; slot < count; slot++)
        {
            if (_batch.NameLength(slot) >= SockAddr.Length(_ipv6) && TryReadError(_batch.Control(slot), out int errno))
                handler.OnUnreachable(SockAddr.Read(_batch.Name(slot), _ipv6), Errno.Reason(errno));
        }

        return Math.Max(count, 0);
    }

    // The kernel sends one control message, but timestamps and the like may be switched on one day.
    private static bool TryReadError(ReadOnlySpan<byte> control, out int errno)
    {
        errno = 0;
        while (control.Length >= HeaderBytes)
        {
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(control);
            if (length < HeaderBytes || length > (ulong)control.Length)
                return false;
            int level = BinaryPrimitives.ReadInt32LittleEndian(control[8..]);
            int type = BinaryPrimitives.ReadInt32LittleEndian(control[12..]);
            bool isError = (level, type) is (LevelIPv4, ReceiveErrorIPv4) or (LevelIPv6, ReceiveErrorIPv6);
            if (isError && length >= HeaderBytes + ExtendedErrorBytes)
            {
                errno = BinaryPrimitives.ReadInt32LittleEndian(control[HeaderBytes..]); // ee_errno
                return errno != 0;
            }

            control = control[Math.Min(((int)length + 7) & ~7, control.Length)..];
        }

        return false;
    }
}
