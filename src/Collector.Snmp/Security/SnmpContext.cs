namespace Collector.Snmp.Security;

/// <summary>Which part of an agent is asked (RFC 3411 section 3.3.1). SNMPv3 only: v1 and v2c have no contexts.</summary>
/// <param name="Name">The context's name; empty for the default one.</param>
/// <param name="EngineId">The engine whose context it is, in lower-case hexadecimal; empty for the engine that is asked.</param>
public sealed record SnmpContext(string Name, string EngineId)
{
    /// <summary>Octets of an engine id, RFC 3411 section 5 (SnmpEngineID).</summary>
    public const int MostEngineIdOctets = 32;

    public static SnmpContext Default { get; } = new("", "");
}
