using System.Net;

namespace Collector.Daemon.Configuration;

/// <summary>Where the daemon serves HTTP, as users write it: <c>0.0.0.0:9116</c>, <c>[::1]:9116</c>, <c>localhost:9116</c>, <c>:9116</c>.</summary>
internal static class ListenAddress
{
    /// <summary>What a message may say to explain the form.</summary>
    public const string Form = "an address and a port, such as 0.0.0.0:9116 or :9116";

    /// <summary>snmp_exporter's port, so that we can stand in its place.</summary>
    public static IPEndPoint Default { get; } = new(IPAddress.Any, 9116);

    public static bool TryParse(string text, out IPEndPoint endpoint)
    {
        endpoint = Default;
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port)) return false;
        var host = text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']')) host = host[1..^1];
        else if (host.Contains(':', StringComparison.Ordinal)) return false; // an IPv6 address without brackets, or its port is missing
        var address = host switch
        {
            "" => IPAddress.IPv6Any, // of both families, as Go does
            "localhost" => IPAddress.Loopback,
            _ => IPAddress.TryParse(host, out var parsed) ? parsed : null,
        };
        if (address is null) return false;
        endpoint = new IPEndPoint(address, port);
        return true;
    }
}
