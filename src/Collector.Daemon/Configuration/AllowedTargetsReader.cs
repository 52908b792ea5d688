using System.Net;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>Reads <c>snmp.allowed_targets</c>: a list of <c>{ networks: [10.0.0.0/8], auths: [public_v2] }</c>.</summary>
internal static class AllowedTargetsReader
{
    private const string Key = "allowed_targets";

    public static AllowedTargets Read(MappingReader snmp, ConfigurationProblems problems)
    {
        if (!snmp.Has(Key)) return AllowedTargets.Everything;
        return new AllowedTargets([.. snmp.Mappings(Key).Select(rule => ReadRule(rule, problems))]);
    }

    /// <summary>Warns of auths that do not exist.</summary>
    public static void Check(AllowedTargets allowed, SnmpModules modules, ConfigurationProblems problems)
    {
        foreach (var auth in (allowed.Rules ?? []).SelectMany(rule => rule.AuthsAt))
        {
            if (!modules.TryGetAuth(auth.Text, out _)) problems.Warning(auth.Position, $"{Key}: there is no auth \"{auth.Text}\"{NearestName.Hint(auth.Text, modules.Auths.Keys)}");
        }
    }

    private static AllowedNetworks ReadRule(MappingReader rule, ConfigurationProblems problems)
    {
        var networks = new List<IPNetwork>();
        if (!rule.Has("networks")) problems.Error(rule.Position, $"{Key}: networks is required");
        foreach (var text in rule.Scalars("networks"))
        {
            if (TryParse(text.Text, out var network)) networks.Add(network);
            else problems.Error(text.Position, $"networks: \"{text.Text}\" is not a network such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.1");
        }

        var hasAuths = rule.Has("auths");
        var auths = rule.Scalars("auths");
        rule.RejectUnknown();
        return new AllowedNetworks(networks, hasAuths ? auths.Select(auth => auth.Text).ToHashSet(StringComparer.Ordinal) : null) { AuthsAt = auths };
    }

    /// <summary>A network, or an address alone, which is a network of one.</summary>
    private static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network)) return true;
        if (!IPAddress.TryParse(text, out var address) || !text.AsSpan().ContainsAny('.', ':')) return false;
        network = new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128);
        return true;
    }
}
