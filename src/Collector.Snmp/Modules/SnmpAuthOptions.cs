using Collector.Pipeline.Configuration;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Modules;

/// <summary>One entry of <c>auths</c> in snmp.yml: what a target is asked with.</summary>
public sealed record SnmpAuthOptions
{
    public required string Name { get; init; }

    public SourcePosition Position { get; init; }

    /// <summary>Written as 1, 2 or 3.</summary>
    public SnmpVersion Version { get; init; } = SnmpVersion.V2c;

    /// <summary>v1 and v2c only.</summary>
    public Secret Community { get; init; } = Secret.From("public");

    public SnmpSecurityLevel SecurityLevel { get; init; }

    /// <summary>v3 only, and then required.</summary>
    public string Username { get; init; } = "";

    public Secret Password { get; init; } = Secret.From("");

    public SnmpAuthProtocol AuthProtocol { get; init; }

    public Secret PrivPassword { get; init; } = Secret.From("");

    public SnmpPrivProtocol PrivProtocol { get; init; }

    public string ContextName { get; init; } = "";
}
