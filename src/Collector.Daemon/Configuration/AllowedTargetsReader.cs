using System.Net;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>Reads <c>snmp.allowed_targets</c>: <c>configured</c>, <c>any</c>, or a list of <c>configured</c>, networks, and <c>{ networks: [10.0.0.0/8], auths: [public_v2] }</c>.</summary>
internal static class AllowedTargetsReader
{
    /// <summary>The targets that are polled by schedule.</summary>
    public const string ConfiguredWord = "configured";

    /// <summary>Every address with every auth.</summary>
    public const string AnyWord = "any";

    private const string Key = "allowed_targets";

    public static AllowedTargets Read(MappingReader snmp, ConfigurationProblems problems)
    {
        var node = snmp.Take(Key);
        if (node is null or { IsNull: true }) return AllowedTargets.Configured;
        if (node is YamlScalar word) return ReadWord(word, problems);
        var rules = new List<AllowedNetworks>();
        var configured = false;
        foreach (var entry in new NodeReader(problems).Sequence(node, Key))
        {
            if (entry is YamlScalar { Text: ConfiguredWord }) configured = true;
            else if (entry is YamlScalar network) rules.AddRange(ReadNetwork(network, problems));
            else if (new NodeReader(problems).Mapping(entry, Key) is { } rule) rules.Add(ReadRule(rule, problems));
        }

        return new AllowedTargets(rules, configured);
    }

    /// <summary>Warns of auths that do not exist.</summary>
    public static void Check(AllowedTargets allowed, SnmpModules modules, ConfigurationProblems problems)
    {
        foreach (var auth in (allowed.Rules ?? []).SelectMany(rule => rule.AuthsAt))
        {
            if (!modules.TryGetAuth(auth.Text, out _)) problems.Warning(auth.Position, $"{Key}: there is no auth \"{auth.Text}\"{NearestName.Hint(auth.Text, modules.Auths.Keys)}");
        }
    }

    private static AllowedTargets ReadWord(YamlScalar word, ConfigurationProblems problems)
    {
        if (word.Text == AnyWord) problems.Warning(word.Position, $"{Key}: whoever reaches /snmp can have any address asked with any of the auths");
        else if (word.Text != ConfiguredWord) problems.Error(word.Position, $"{Key}: \"{word.Text}\" is neither {ConfiguredWord} nor {AnyWord}, and networks are a list");
        return word.Text == AnyWord ? AllowedTargets.Everything : AllowedTargets.Configured;
    }

    private static AllowedNetworks ReadRule(MappingReader rule, ConfigurationProblems problems)
    {
        if (!rule.Has("networks")) problems.Error(rule.Position, $"{Key}: networks is required");
        var networks = rule.Scalars("networks").SelectMany(text => ReadNetwork(text, problems)).SelectMany(each => each.Networks).ToList();
        var hasAuths = rule.Has("auths");
        var auths = rule.Scalars("auths");
        rule.RejectUnknown();
        return new AllowedNetworks(networks, hasAuths ? auths.Select(auth => auth.Text).ToHashSet(StringComparer.Ordinal) : null) { AuthsAt = auths };
    }

    /// <summary>One, or none for what is no network.</summary>
    private static IEnumerable<AllowedNetworks> ReadNetwork(YamlScalar text, ConfigurationProblems problems)
    {
        if (TryParse(text.Text, out var network)) return [new AllowedNetworks([network], null)];
        problems.Error(text.Position, $"networks: \"{text.Text}\" is not a network such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.1");
        return [];
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
