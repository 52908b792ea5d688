using Collector.Pipeline.Configuration;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Modules;

/// <summary>Reads one entry of <c>auths</c>. Messages never show a secret.</summary>
internal sealed class AuthReader(ConfigurationProblems problems)
{
    private readonly NodeReader _values = new(problems);

    public SnmpAuthOptions? Read(string name, YamlNode node)
    {
        var errors = problems.ErrorCount;
        if (node.IsNull) return new SnmpAuthOptions { Name = name, Position = node.Position };
        if (_values.Mapping(node, name) is not { } reader) return null;
        var auth = new SnmpAuthOptions { Name = name, Position = node.Position };
        auth = auth with
        {
            Version = Version(reader),
            Community = reader.Secret("community") ?? auth.Community,
            Username = reader.String("username") ?? "",
            Password = reader.Secret("password") ?? auth.Password,
            PrivPassword = reader.Secret("priv_password") ?? auth.PrivPassword,
            ContextName = reader.String("context_name") ?? "",
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

    private SnmpAuthOptions ReadSecurity(SnmpAuthOptions auth, MappingReader reader)
    {
        if (auth.Version != SnmpVersion.V3)
        {
            // Generated files write the defaults of v3 into every auth; nobody checks them there.
            foreach (var key in (ReadOnlySpan<string>)["security_level", "auth_protocol", "priv_protocol"]) reader.Take(key);
            return auth;
        }

        auth = auth with
        {
            SecurityLevel = reader.Choice("security_level", SnmpWords.SecurityLevels) ?? SnmpSecurityLevel.NoAuthNoPriv,
            AuthProtocol = reader.Choice("auth_protocol", SnmpWords.AuthProtocols) ?? SnmpAuthProtocol.Md5,
            PrivProtocol = reader.Choice("priv_protocol", SnmpWords.PrivProtocols) ?? SnmpPrivProtocol.Des,
        };
        Require(auth.Username.Length > 0, "username", "version 3");
        Require(auth.SecurityLevel == SnmpSecurityLevel.NoAuthNoPriv || !auth.Password.IsEmpty, "password", "this security_level");
        Require(auth.SecurityLevel != SnmpSecurityLevel.AuthPriv || !auth.PrivPassword.IsEmpty, "priv_password", "authPriv");
        problems.Warning(reader.PositionOf("version"), $"auth {auth.Name}: SNMPv3 is not supported yet; nothing can be polled with it");
        return auth;

        void Require(bool given, string key, string reason)
        {
            if (!given) problems.Error(reader.PositionOf(key), $"auth {auth.Name}: {key} is required for {reason}");
        }
    }
}
