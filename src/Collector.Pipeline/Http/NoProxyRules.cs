using System.Net;

namespace Collector.Pipeline.Http;

/// <summary>Hosts that no proxy is used for, in the form of Go's <c>NO_PROXY</c>: names with their subdomains, <c>.subdomains</c>, addresses, networks, each maybe with a port, and <c>*</c>.</summary>
/// <remarks>Immutable; any thread. This machine is always among them.</remarks>
internal sealed class NoProxyRules(string list)
{
    private readonly string[] _rules = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public bool Matches(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        var isAddress = IPAddress.TryParse(host, out var address);
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || isAddress && IPAddress.IsLoopback(address!)) return true;
        return Array.Exists(_rules, rule => Matches(rule, host, isAddress ? address : null, url.Port));
    }

    private static bool Matches(string rule, string host, IPAddress? address, int port)
    {
        if (rule == "*") return true;
        if (IPNetwork.TryParse(rule, out var network)) return address is not null && network.Contains(address);
        if (IPAddress.TryParse(rule, out var alone)) return alone.Equals(address);
        var colon = rule.LastIndexOf(':');
        if (colon >= 0 && ushort.TryParse(rule.AsSpan(colon + 1), out var rulePort))
        {
            if (rulePort != port) return false;
            rule = rule[..colon];
            if (IPAddress.TryParse(rule.Trim('[', ']'), out alone)) return alone.Equals(address);
        }

        if (rule.StartsWith("*.", StringComparison.Ordinal)) rule = rule[1..];
        if (rule.StartsWith('.')) return host.EndsWith(rule, StringComparison.OrdinalIgnoreCase);
        return host.Equals(rule, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + rule, StringComparison.OrdinalIgnoreCase);
    }
}
