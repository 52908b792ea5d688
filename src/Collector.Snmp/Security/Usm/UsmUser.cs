using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Security.Usm;

/// <summary>Who asks, and how well protected: what an agent calls a user (RFC 3414 section 2.1). Immutable.</summary>
public sealed record UsmUser
{
    /// <summary>At most 32 octets of UTF-8 (RFC 3414 section 2.4).</summary>
    public required string Name { get; init; }

    public SnmpSecurityLevel Level { get; init; }

    public SnmpAuthProtocol AuthProtocol { get; init; }

    public Secret Password { get; init; } = Secret.From("");

    public SnmpPrivProtocol PrivProtocol { get; init; }

    public Secret PrivPassword { get; init; } = Secret.From("");

    public static UsmUser From(SnmpAuthOptions auth) => new()
    {
        Name = auth.Username,
        Level = auth.SecurityLevel,
        AuthProtocol = auth.AuthProtocol,
        Password = auth.Password,
        PrivProtocol = auth.PrivProtocol,
        PrivPassword = auth.PrivPassword,
    };
}
