using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Collector.Simulator.Network;

/// <summary>The IP_PKTINFO control message of ip(7): a cmsghdr of 16 octets, then <c>struct in_pktinfo</c> (interface, local address, destination).</summary>
/// <remarks>As 64-bit little-endian machines lay it out; <see cref="SimulatedFleet.Start"/> asks for one.</remarks>
internal static class PacketControl
{
    /// <summary>CMSG_SPACE(sizeof(struct in_pktinfo)).</summary>
    public const int Size = 32;

    private const int Length = 28;
    private const int IpLevel = 0;
    private const int PacketInfoType = 8;
    private const int LocalAddressAt = 20;
    private const int DestinationAt = 24;

    public static void Prepare(Span<byte> control)
    {
        control.Clear();
        MemoryMarshal.Write(control, (ulong)Length);
        MemoryMarshal.Write(control[8..], IpLevel);
        MemoryMarshal.Write(control[12..], PacketInfoType);
    }

    public static void SetSource(Span<byte> control, uint address) =>
        BinaryPrimitives.WriteUInt32BigEndian(control[LocalAddressAt..], address);

    /// <summary>The destination in the datagram's own header, or 0 when the kernel did not say.</summary>
    public static uint ReadAsked(ReadOnlySpan<byte> control)
    {
        if (control.Length < Length || MemoryMarshal.Read<int>(control[8..]) != IpLevel || MemoryMarshal.Read<int>(control[12..]) != PacketInfoType)
            return 0;
        return BinaryPrimitives.ReadUInt32BigEndian(control[DestinationAt..]);
    }
}
