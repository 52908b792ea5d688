using System.Net;

namespace Collector.Daemon.Configuration;

/// <summary><c>snmp.allowed_targets</c>: whom <c>/snmp</c> and <c>/api/v1/explain</c> may ask, so that who can reach them cannot reach everything else through them.</summary>
/// <remarks>Immutable. The addresses are those that a name was found to have, and one of them is asked: what the name means later does not matter.</remarks>
/// <param name="rules">Networks; null allows everything.</param>
/// <param name="configured">Whether the targets that are polled by schedule may be asked too, each with its own credentials.</param>
internal sealed class AllowedTargets(IReadOnlyList<AllowedNetworks>? rules, bool configured = false)
{
    /// <summary>As snmp_exporter, whose flags have no such setting.</summary>
    public static AllowedTargets Everything { get; } = new(null);

    /// <summary>Without the setting in a collector.yml.</summary>
    public static AllowedTargets Configured { get; } = new([], configured: true);

    /// <summary>In the order written; null when every address is allowed.</summary>
    public IReadOnlyList<AllowedNetworks>? Rules => rules;

    public bool HasConfigured => configured;

    /// <summary>Why not, in words; null when every address may be asked with these credentials.</summary>
    /// <param name="addresses">All that the target's name has.</param>
    /// <param name="auth">The name of the credentials.</param>
    /// <param name="isTarget">Whether a target of this address and auth is configured.</param>
    public string? Refusal(IEnumerable<IPAddress> addresses, string auth, Func<IPAddress, bool>? isTarget = null)
    {
        foreach (var found in addresses)
        {
            var address = found.IsIPv4MappedToIPv6 ? found.MapToIPv4() : found;
            if (NotOneHost.Is(address)) return $"{address} is not the address of one host";
            if (rules is null || configured && isTarget?.Invoke(address) == true) continue;
            if (Refusal(address, auth) is { } refusal) return refusal;
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

        if (isKnown) return $"{address} may not be asked with auth '{auth}' (snmp.allowed_targets)";
        return configured ? $"{address} is no target with auth '{auth}', and not in a network of snmp.allowed_targets" : $"{address} is not in a network of snmp.allowed_targets";
    }
}
