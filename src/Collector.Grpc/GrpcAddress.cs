using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Collector.Grpc;

/// <summary>Where a server listens: <c>host:port</c>, <c>[IPv6]:port</c>, or the socket file of <c>unix:///path</c>.</summary>
public sealed record GrpcAddress
{
    private GrpcAddress(string host, int port, string? path) => (Host, Port, Path) = (host, port, path);

    /// <summary>A name or an address without brackets; <c>localhost</c> for a socket file.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <summary>Of a socket file; null for TCP.</summary>
    public string? Path { get; }

    /// <summary>What HTTP/2's <c>:authority</c> says.</summary>
    public string Authority => Path is not null ? Host : string.Create(CultureInfo.InvariantCulture, $"{(IsIPv6 ? $"[{Host}]" : Host)}:{Port}");

    private bool IsIPv6 => Host.Contains(':', StringComparison.Ordinal);

    /// <summary>Reads an address.</summary>
    /// <param name="text">As users write it.</param>
    /// <param name="defaultPort">For an address without one; 0 when there must be one.</param>
    /// <param name="address">The address.</param>
    public static bool TryParse(string text, int defaultPort, [NotNullWhen(true)] out GrpcAddress? address)
    {
        address = null;
        if (text.StartsWith("unix:", StringComparison.Ordinal))
        {
            var path = text["unix:".Length..];
            if (path.StartsWith("//", StringComparison.Ordinal)) path = path[2..];
            if (path.Length > 0) address = new GrpcAddress("localhost", 0, path);
            return address is not null;
        }

        if (!TrySplit(text, out var host, out var portText)) return false;
        var port = defaultPort;
        if (portText is not null && !int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port)) return false;
        if (port is < 1 or > 65535 || !IsHost(host)) return false;
        address = new GrpcAddress(host, port, null);
        return true;
    }

    /// <summary>Reads an address that is known to be one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static GrpcAddress Parse(string text, int defaultPort = 0) =>
        TryParse(text, defaultPort, out var address) ? address : throw new FormatException($"'{text}' is not host:port, [IPv6]:port or unix:///path.");

    public override string ToString() => Path is not null ? "unix://" + Path : Authority;

    private static bool TrySplit(string text, out string host, out string? port)
    {
        (host, port) = (text, null);
        var end = text.LastIndexOf(']');
        var colon = text.LastIndexOf(':');
        if (text.StartsWith('['))
        {
            if (end < 0 || (end != text.Length - 1 && colon != end + 1)) return false;
            host = text[1..end];
            if (colon == end + 1) port = text[(colon + 1)..];
            return IPAddress.TryParse(host, out _) && host.Contains(':', StringComparison.Ordinal);
        }

        // More than one colon and no brackets: an IPv6 address without a port.
        if (colon < 0 || text.IndexOf(':', StringComparison.Ordinal) != colon) return true;
        (host, port) = (text[..colon], text[(colon + 1)..]);
        return true;
    }

    private static bool IsHost(string host) => Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
}
