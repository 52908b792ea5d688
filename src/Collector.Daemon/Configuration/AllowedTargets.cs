using System.Net;

namespace Collector.Daemon.Configuration;

/// <summary><c>snmp.allowed_targets</c>: whom <c>/snmp</c> may ask, so that who can reach it cannot reach everything else through it.</summary>
/// <remarks>Immutable. Without the setting everybody may be asked, as by snmp_exporter.</remarks>
internal sealed class AllowedTargets(IReadOnlyList<AllowedNetworks>? rules)
{
    public static AllowedTargets Everything { get; } = new(null);

    /// <summary>In the order written; null when there is no such setting.</summary>
    public IReadOnlyList<AllowedNetworks>? Rules => rules;

    /// <summary>Why not, in words; null when every address may be asked with these credentials.</summary>
    public string? Refusal(IEnumerable<IPAddress> addresses, string auth)
    {
        if (rules is null) return null;
        foreach (var address in addresses)
        {
            if (Refusal(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, auth) is { } refusal) return refusal;
        }

        return null;
    }

    private string? Refusal(IPAddress address, string auth)
    {
        var isKnown = false;
        foreach (var rule in rules!)
        {
            if (!rule.Contains(address)) continue;
            if (rule.Allows(auth)) return null;
            isKnown = true;
        }

        return isKnown ? $"{address} may not be asked with auth '{auth}' (snmp.allowed_targets)" : $"{address} is not in a network of snmp.allowed_targets";
    }
}
