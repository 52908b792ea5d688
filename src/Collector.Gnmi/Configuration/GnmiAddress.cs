using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Collector.Gnmi.Configuration;

/// <summary>Where a target is, as users write it: a host or an address, maybe with a port, <c>[v6]:port</c>, or <c>unix:///path</c>; several with commas between them.</summary>
public static class GnmiAddress
{
    private const string Unix = "unix://";

    /// <summary>The parts of a list, without the spaces around them.</summary>
    public static IReadOnlyList<string> Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <param name="text">One address.</param>
    /// <param name="defaultPort">For one that names none.</param>
    /// <param name="full">With its port, as <see cref="GnmiTargetOptions.Addresses"/> has it.</param>
    /// <param name="wrong">What is wrong with it, when the answer is false.</param>
    public static bool TryParse(string text, int defaultPort, [NotNullWhen(true)] out string? full, [NotNullWhen(false)] out string? wrong)
    {
        full = null;
        wrong = null;
        if (text.StartsWith(Unix, StringComparison.Ordinal))
        {
            if (text.Length > Unix.Length + 1 && text[Unix.Length] == '/') full = text;
            else wrong = $"\"{text}\" is not unix:///path";
            return full is not null;
        }

        var (host, port) = Parts(text);
        if (Bare(host) is not { } bare) wrong = $"\"{text}\" is not a host or an address, such as edge1, edge1:57400 or [2001:db8::1]:57400";
        else if (port is null) full = Join(bare, defaultPort);
        else if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > ushort.MaxValue) wrong = $"\"{text}\": {port} is not a port";
        else full = Join(bare, number);
        return full is not null;
    }

    /// <summary>An address of <see cref="GnmiTargetOptions.Addresses"/> without its port and brackets; a socket's path as it is.</summary>
    public static string HostOf(string full) => full.StartsWith(Unix, StringComparison.Ordinal) ? full : Parts(full).Host.Trim('[', ']');

    /// <summary>The port behind the last colon, unless the colon is one of an IPv6 address without brackets.</summary>
    private static (string Host, string? Port) Parts(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith(']')) return (text, null);
        if (!text.StartsWith('[') && text.IndexOf(':', StringComparison.Ordinal) != colon) return (text, null);
        return (text[..colon], text[(colon + 1)..]);
    }

    /// <summary>Without brackets; null for what can be no host.</summary>
    private static string? Bare(string host)
    {
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        var bare = isBracketed ? host[1..^1] : host;
        if (isBracketed || bare.Contains(':', StringComparison.Ordinal))
            return IPAddress.TryParse(bare, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? bare : null;
        // Underscores are in the names of many devices, whatever RFC 1123 says.
        return bare.Length is > 0 and <= 253 && bare.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_') ? bare : null;
    }

    private static string Join(string host, int port) =>
        host.Contains(':', StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"[{host}]:{port}") : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
