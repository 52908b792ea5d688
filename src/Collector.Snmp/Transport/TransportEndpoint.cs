using System.Buffers.Binary;
using System.Net;

namespace Collector.Snmp.Transport;

/// <summary>One address, port and protocol of an agent, small enough to be a key in the request table.</summary>
/// <remarks>
/// IPv4 is kept in its IPv4-mapped form (RFC 4291 section 2.5.5.2), so that both spellings are equal.
/// A scope counts only on link-local addresses, because the kernel reports it only there.
/// </remarks>
public readonly struct TransportEndpoint : IEquatable<TransportEndpoint>
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    private readonly ulong _high;
    private readonly ulong _low;
    private readonly uint _scope;
    private readonly ushort _port;
    private readonly TransportProtocol _protocol;

    private TransportEndpoint(ulong high, ulong low, uint scope, ushort port, TransportProtocol protocol)
    {
        _high = high;
        _low = low;
        _scope = high >> 54 == 0x3FA ? scope : 0; // fe80::/10
        _port = port;
        _protocol = protocol;
    }

    public int Port => _port;

    public TransportProtocol Protocol => _protocol;

    public bool IsIPv4 => _high == 0 && (_low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>The IPv6 zone (interface index), 0 for none.</summary>
    public uint Scope => _scope;

    public IPAddress Address => ToIPEndPoint().Address;

    public static bool operator ==(TransportEndpoint left, TransportEndpoint right) => left.Equals(right);

    public static bool operator !=(TransportEndpoint left, TransportEndpoint right) => !left.Equals(right);

    /// <exception cref="ArgumentException">The address is neither IPv4 nor IPv6.</exception>
    public static TransportEndpoint From(IPEndPoint endpoint, TransportProtocol protocol = TransportProtocol.Udp) =>
        From(endpoint.Address, endpoint.Port, protocol);

    /// <exception cref="ArgumentException">The address is neither IPv4 nor IPv6, or the port is not one.</exception>
    public static TransportEndpoint From(IPAddress address, int port, TransportProtocol protocol = TransportProtocol.Udp)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out int written))
            throw new ArgumentException("Neither IPv4 nor IPv6", nameof(address));
        return written == 4
            ? FromIPv4(bytes[..4], (ushort)port, protocol)
            : FromIPv6(bytes, (uint)address.ScopeId, (ushort)port, protocol);
    }

    public IPEndPoint ToIPEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        WriteIPv6(bytes);
        return new IPEndPoint(IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes, _scope), _port);
    }

    public bool Equals(TransportEndpoint other) =>
        _low == other._low && _high == other._high && _port == other._port && _scope == other._scope && _protocol == other._protocol;

    public override bool Equals(object? obj) => obj is TransportEndpoint other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_high, _low, (uint)(_port << 8) | (uint)_protocol, _scope);

    /// <summary>As an operator writes it: <c>192.0.2.1:161</c>, <c>[2001:db8::1]:161</c>, <c>tcp://192.0.2.1:161</c>.</summary>
    public override string ToString() => _protocol == TransportProtocol.Tcp ? $"tcp://{ToIPEndPoint()}" : ToIPEndPoint().ToString();

    /// <summary>From the four octets of an address in network order.</summary>
    internal static TransportEndpoint FromIPv4(ReadOnlySpan<byte> address, ushort port, TransportProtocol protocol) =>
        new(0, MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(address), 0, port, protocol);

    /// <summary>From the sixteen octets of an address in network order.</summary>
    internal static TransportEndpoint FromIPv6(ReadOnlySpan<byte> address, uint scope, ushort port, TransportProtocol protocol) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(address), BinaryPrimitives.ReadUInt64BigEndian(address[8..]), scope, port, protocol);

    internal void WriteIPv4(Span<byte> address) => BinaryPrimitives.WriteUInt32BigEndian(address, (uint)_low);

    internal void WriteIPv6(Span<byte> address)
    {
        BinaryPrimitives.WriteUInt64BigEndian(address, _high);
        BinaryPrimitives.WriteUInt64BigEndian(address[8..], _low);
    }
}
