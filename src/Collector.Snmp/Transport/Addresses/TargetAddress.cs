using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Collector.Snmp.Transport.Addresses;

/// <summary>A target's address as configured: <c>[transport://]host[:port]</c>, transport one of udp, udp4, udp6, tcp, tcp4, tcp6.</summary>
/// <remarks>The host is an IPv4 or IPv6 address (in brackets when a port follows) or a name. Without transport it is udp, without port 161.</remarks>
public sealed record TargetAddress
{
    public const int DefaultPort = 161;

    private readonly IPAddress? _literal;

    private TargetAddress(TransportProtocol protocol, AddressFamily? family, string host, IPAddress? literal, int port)
    {
        (Protocol, Family, Host, _literal, Port) = (protocol, family, host, literal, port);
    }

    public TransportProtocol Protocol { get; }

    /// <summary>The only address family the target may have, or null for either.</summary>
    public AddressFamily? Family { get; }

    /// <summary>Address or name, without brackets.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <summary>Whether the host is a name that has to be looked up.</summary>
    public bool IsName => _literal is null;

    public static bool TryParse(string text, [NotNullWhen(true)] out TargetAddress? address, [NotNullWhen(false)] out string? error)
    {
        address = null;
        if (!TrySplitTransport(text, out TransportProtocol protocol, out AddressFamily? family, out ReadOnlySpan<char> rest))
        {
            error = $"'{text}': the transport must be udp, udp4, udp6, tcp, tcp4 or tcp6";
            return false;
        }

        if (!TrySplitPort(rest, out ReadOnlySpan<char> host, out bool isBracketed, out int port))
        {
            error = $"'{text}': expected host, host:port or [ipv6]:port, with a port from 1 to 65535";
            return false;
        }

        IPAddress? literal = HostText.Literal(host);
        if (literal is null ? isBracketed || !HostText.IsName(host) : isBracketed && literal.AddressFamily != AddressFamily.InterNetworkV6)
        {
            error = $"'{text}': '{host}' is neither an address nor a host name";
            return false;
        }

        if (literal is not null && family is not null && literal.AddressFamily != family)
        {
            error = $"'{text}': the address is not of the family that the transport asks for";
            return false;
        }

        error = null;
        address = new TargetAddress(protocol, family, host.ToString(), literal, port);
        return true;
    }

    /// <summary>Whether the address is complete as written; names need an <see cref="EndpointResolver"/>.</summary>
    public bool TryGetEndpoint(out TransportEndpoint endpoint)
    {
        endpoint = _literal is null ? default : ToEndpoint(_literal);
        return _literal is not null;
    }

    /// <summary>In one spelling for equal addresses: <c>udp://host:161</c>.</summary>
    public override string ToString()
    {
        string transport = Protocol == TransportProtocol.Tcp ? "tcp" : "udp";
        string family = Family switch { AddressFamily.InterNetwork => "4", AddressFamily.InterNetworkV6 => "6", _ => "" };
        string host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return string.Create(CultureInfo.InvariantCulture, $"{transport}{family}://{host}:{Port}");
    }

    internal TransportEndpoint ToEndpoint(IPAddress address) => TransportEndpoint.From(address, Port, Protocol);

    private static bool TrySplitTransport(
        ReadOnlySpan<char> text, out TransportProtocol protocol, out AddressFamily? family, out ReadOnlySpan<char> rest)
    {
        int mark = text.IndexOf("://", StringComparison.Ordinal);
        ReadOnlySpan<char> transport = mark < 0 ? "udp" : text[..mark];
        rest = mark < 0 ? text : text[(mark + 3)..];
        protocol = transport.StartsWith("tcp", StringComparison.Ordinal) ? TransportProtocol.Tcp : TransportProtocol.Udp;
        family = transport.Length < 4 ? null : transport[3] == '4' ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return transport is "udp" or "udp4" or "udp6" or "tcp" or "tcp4" or "tcp6";
    }

    private static bool TrySplitPort(ReadOnlySpan<char> text, out ReadOnlySpan<char> host, out bool isBracketed, out int port)
    {
        port = DefaultPort;
        host = text;
        isBracketed = text is ['[', ..];
        ReadOnlySpan<char> suffix = default;
        if (isBracketed)
        {
            int close = text.IndexOf(']');
            if (close < 0)
                return false;
            host = text[1..close];
            suffix = text[(close + 1)..];
        }
        else if (text.Count(':') == 1) // more than one: an IPv6 address without port
        {
            int colon = text.IndexOf(':');
            host = text[..colon];
            suffix = text[colon..];
        }

        if (host.IsEmpty || suffix.IsEmpty)
            return !host.IsEmpty;
        return suffix[0] == ':'
            && int.TryParse(suffix[1..], NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= ushort.MaxValue;
    }
}
