using System.Buffers.Binary;

namespace Collector.Snmp.Transport;

/// <summary>The octets of <c>sockaddr_in</c> and <c>sockaddr_in6</c> behind the first two, which are alike on every system we run on.</summary>
/// <remarks>The first two octets (family, on BSD also a length) are the caller's.</remarks>
internal static class SockAddr
{
    public const int IPv4Length = 16;
    public const int IPv6Length = 28;

    public static int Length(bool ipv6) => ipv6 ? IPv6Length : IPv4Length;

    public static void Write(Span<byte> address, bool ipv6, in TransportEndpoint endpoint)
    {
        BinaryPrimitives.WriteUInt16BigEndian(address[2..], (ushort)endpoint.Port);
        if (!ipv6)
        {
            endpoint.WriteIPv4(address.Slice(4, 4));
            return;
        }

        address.Slice(4, 4).Clear(); // flow label
        endpoint.WriteIPv6(address.Slice(8, 16));
        BitConverter.TryWriteBytes(address[24..], endpoint.Scope); // the scope is in the host's byte order
    }

    public static TransportEndpoint Read(ReadOnlySpan<byte> address, bool ipv6)
    {
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(address[2..]);
        return ipv6
            ? TransportEndpoint.FromIPv6(address.Slice(8, 16), BitConverter.ToUInt32(address[24..]), port, TransportProtocol.Udp)
            : TransportEndpoint.FromIPv4(address.Slice(4, 4), port, TransportProtocol.Udp);
    }
}
