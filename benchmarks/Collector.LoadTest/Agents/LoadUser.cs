using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.LoadTest.Agents;

/// <summary>The SNMPv3 user that agents and daemon share, said twice: to the agents as a user, to the daemon as an auth of its snmp.yml.</summary>
internal static class LoadUser
{
    public const string Auth = "load_user";

    /// <summary>The same with a longer key after Reeder, which takes a password's million octets for every engine.</summary>
    public const string ReederAuth = "load_user_reeder";

    private const string Password = "authentication of the load";
    private const string PrivPassword = "privacy of the load";

    public static UsmUser User { get; } = new()
    {
        Name = "load",
        Level = SnmpSecurityLevel.AuthPriv,
        AuthProtocol = SnmpAuthProtocol.Sha,
        Password = Secret.From(Password),
        PrivProtocol = SnmpPrivProtocol.Aes,
        PrivPassword = Secret.From(PrivPassword),
    };

    public static UsmUser ReederUser { get; } = User with { Name = "load_reeder", PrivProtocol = SnmpPrivProtocol.Aes256C };

    public static string SnmpConfig => $$"""
        auths:
          {{Auth}}: { version: 3, username: load, security_level: authPriv, auth_protocol: SHA, password: {{Password}}, priv_protocol: AES, priv_password: {{PrivPassword}} }
          {{ReederAuth}}: { version: 3, username: load_reeder, security_level: authPriv, auth_protocol: SHA, password: {{Password}}, priv_protocol: AES256C, priv_password: {{PrivPassword}} }
        modules: {}
        """;
}
