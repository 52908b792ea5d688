using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.LoadTest.Agents;

/// <summary>The SNMPv3 user that agents and daemon share, said twice: to the agents as a user, to the daemon as an auth of its snmp.yml.</summary>
internal static class LoadUser
{
    public const string Auth = "load_user";

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

    public static string SnmpConfig => $$"""
        auths:
          {{Auth}}: { version: 3, username: load, security_level: authPriv, auth_protocol: SHA, password: {{Password}}, priv_protocol: AES, priv_password: {{PrivPassword}} }
        modules: {}
        """;
}
