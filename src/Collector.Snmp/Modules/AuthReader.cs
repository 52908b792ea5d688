using System.Text;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;

namespace Collector.Snmp.Modules;

/// <summary>Reads one entry of <c>auths</c>, or the <c>auth</c> of a module in the older form. Messages never show a secret.</summary>
/// <param name="problems">Gets what is wrong.</param>
/// <param name="environment">Puts variables into user names and passwords; null leaves them as written.</param>
internal sealed class AuthReader(ConfigurationProblems problems, EnvironmentText? environment = null)
{
    private const int ShortestPassword = 8;

    private readonly NodeReader _values = new(problems);

    public SnmpAuthOptions? Read(string name, YamlNode node)
    {
        if (node.IsNull) return new SnmpAuthOptions { Name = name, Position = node.Position };
        return _values.Mapping(node, name) is { } reader ? Read(name, reader, reader) : null;
    }

    /// <summary>The auth of a module in the form of snmp_exporter 0.22 and older: the version stands beside it.</summary>
    public SnmpAuthOptions? ReadLegacy(string name, MappingReader module) =>
        Read(name, module, module.Mapping("auth") ?? MappingReader.Empty(module.Position, problems));

    private SnmpAuthOptions? Read(string name, MappingReader versions, MappingReader reader)
    {
        var errors = problems.ErrorCount;
        var auth = new SnmpAuthOptions { Name = name, Position = reader.Position };
        auth = auth with
        {
            Version = Version(versions),
            Community = ReadSecret(reader, "community") ?? auth.Community,
            ContextName = reader.String("context_name") ?? "",
            Username = Expanded(reader, "username") ?? "",
            Password = ReadSecret(reader, "password", isExpanded: true) ?? auth.Password,
            PrivPassword = ReadSecret(reader, "priv_password", isExpanded: true) ?? auth.PrivPassword,
        };
        auth = ReadSecurity(auth, reader);
        reader.RejectUnknown();
        return problems.ErrorCount == errors ? auth : null;
    }

    private static SnmpVersion Version(MappingReader reader) => reader.Int("version", 1, 3) switch
    {
        1 => SnmpVersion.V1,
        3 => SnmpVersion.V3,
        _ => SnmpVersion.V2c,
    };

    /// <summary>Written, or kept elsewhere; an empty one that is written is empty.</summary>
    private Secret? ReadSecret(MappingReader reader, string key, bool isExpanded = false)
    {
        var written = reader.Scalar(key);
        if (written is { Text: not "" } && isExpanded && environment is not null) return Secret.From(Expanded(reader, key)!);
        var folder = Path.GetDirectoryName(Path.GetFullPath(reader.Position.File))!;
        return new SecretSourceReader(folder, problems).ReadNow(reader, key) ?? (written is null ? null : Secret.From(""));
    }

    private string? Expanded(MappingReader reader, string key)
    {
        if (reader.Scalar(key) is not { } scalar) return null;
        if (environment is null) return scalar.Text;
        var text = environment.Expand(scalar.Text, out var unset);
        foreach (var variable in unset) problems.Error(scalar.Position, $"{key}: the environment variable {variable} is not set");
        return text;
    }

    /// <summary>Only what the level needs is looked at: generated files write the defaults of version 3 into every auth.</summary>
    private SnmpAuthOptions ReadSecurity(SnmpAuthOptions auth, MappingReader reader)
    {
        var (level, authProtocol, privProtocol) = (reader.Take("security_level"), reader.Take("auth_protocol"), reader.Take("priv_protocol"));
        var isV3 = auth.Version == SnmpVersion.V3;
        if (isV3) auth = auth with { SecurityLevel = Word(level, "security_level", SnmpWords.SecurityLevels) };
        else WarnOfUnused(level, "security_level", SnmpWords.SecurityLevels);
        if (!isV3 || auth.SecurityLevel != SnmpSecurityLevel.AuthPriv) WarnOfUnused(privProtocol, "priv_protocol", SnmpWords.PrivProtocols);
        if (!isV3 || auth.SecurityLevel == SnmpSecurityLevel.NoAuthNoPriv) WarnOfUnused(authProtocol, "auth_protocol", SnmpWords.AuthProtocols);
        if (!isV3) return auth;
        if (auth.SecurityLevel == SnmpSecurityLevel.AuthPriv)
        {
            Require(!auth.PrivPassword.IsEmpty, "priv_password", "authPriv");
            WarnOfShort(auth.PrivPassword, "priv_password");
            auth = auth with { PrivProtocol = Word(privProtocol, "priv_protocol", SnmpWords.PrivProtocols) };
        }

        if (auth.SecurityLevel != SnmpSecurityLevel.NoAuthNoPriv)
        {
            Require(!auth.Password.IsEmpty, "password", "this security_level");
            WarnOfShort(auth.Password, "password");
            auth = auth with { AuthProtocol = Word(authProtocol, "auth_protocol", SnmpWords.AuthProtocols) };
        }

        Require(auth.Username.Length > 0, "username", "version 3");
        if (Encoding.UTF8.GetByteCount(auth.Username) > UsmParameters.LongestUserName)
            problems.Error(reader.PositionOf("username"), $"auth {auth.Name}: no agent has a username longer than {UsmParameters.LongestUserName} octets");
        return auth;

        void Require(bool given, string key, string reason)
        {
            if (!given && !IsElsewhere(key)) problems.Error(reader.PositionOf(key), $"auth {auth.Name}: {key} is required for {reason}");
        }

        // That it is not there was said then.
        bool IsElsewhere(string key) => SecretSourceReader.KeysOf(key).Skip(1).Any(other => reader.Scalar(other) is { Text: not "" });

        // RFC 3414 section 11.2. net-snmp and most devices do not even take such a user.
        void WarnOfShort(Secret secret, string key)
        {
            if (!secret.IsEmpty && secret.Reveal().Length < ShortestPassword)
                problems.Warning(reader.PositionOf(key), $"auth {auth.Name}: {key} has fewer than {ShortestPassword} characters, so hardly any agent can have it");
        }
    }

    /// <summary>A word that nobody has a use for here is no reason to refuse the file, and no reason to be silent.</summary>
    private void WarnOfUnused<T>(YamlNode? node, string key, IReadOnlyDictionary<string, T> words)
    {
        if (node is not null && !node.IsNull && !(node is YamlScalar scalar && words.ContainsKey(scalar.Text)))
            problems.Warning(node.Position, $"{key}: not one of {string.Join(", ", words.Keys)}; it has no effect with this version and security_level");
    }

    private T Word<T>(YamlNode? node, string key, IReadOnlyDictionary<string, T> words) where T : struct =>
        node is null ? default : _values.Choice(node, key, words) ?? default;
}
