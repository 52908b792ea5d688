using System.Net;

namespace Collector.Snmp.Transport;

/// <summary>How a lane's transport opens its sockets.</summary>
public sealed record TransportOptions
{
    /// <summary>The most octets a UDP datagram over IPv4 can carry: 65,535 less 20 of IP header and 8 of UDP header.</summary>
    public const int MaxPayload = 65_507;

    private const int ShortestLimit = 484; // RFC 3417 section 3.2: everybody takes that much

    /// <summary>Address to send from. Only targets of its own address family are affected. Unset: the routing table chooses.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>Octets of receive buffer to ask for, per UDP socket; the kernel may grant less. Null leaves the system's default.</summary>
    public int? ReceiveBufferBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Octets of the longest message taken whole, 484 to 65,535. Longer ones are reported as truncated.</summary>
    public int MaxDatagram { get; init; } = 65_535;

    /// <summary>Whether to open an IPv6 socket where the machine has IPv6.</summary>
    public bool IPv6 { get; init; } = true;

    /// <summary>Take the portable transport even on Linux.</summary>
    public bool Portable { get; init; }

    /// <summary>How long a TCP connection may take to open.</summary>
    public TimeSpan TcpConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long without traffic a TCP connection is closed.</summary>
    public TimeSpan TcpIdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    internal static void Check(TransportOptions options)
    {
        bool isSound = options.MaxDatagram is >= ShortestLimit and <= 65_535
            && options.ReceiveBufferBytes is null or > 0
            && options.TcpConnectTimeout > TimeSpan.Zero
            && options.TcpIdleTimeout > TimeSpan.Zero;
        if (!isSound)
            throw new ArgumentOutOfRangeException(nameof(options), options, "A transport cannot work with that");
    }

    internal static void CheckPayload(ReadOnlySpan<byte> payload)
    {
        if (payload.Length is 0 or > MaxPayload)
            throw new ArgumentOutOfRangeException(nameof(payload), payload.Length, "No such datagram");
    }
}
