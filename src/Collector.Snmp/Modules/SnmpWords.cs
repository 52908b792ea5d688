namespace Collector.Snmp.Modules;

/// <summary>The words of snmp.yml and what they mean to us. All are case-sensitive.</summary>
public static class SnmpWords
{
    public static readonly IReadOnlyDictionary<string, SnmpMetricType> MetricTypes = Spelt<SnmpMetricType>();

    public static readonly IReadOnlyDictionary<string, SnmpIndexType> IndexTypes = Spelt<SnmpIndexType>();

    public static readonly IReadOnlyDictionary<string, SnmpLookupType> LookupTypes = Spelt<SnmpLookupType>();

    public static readonly IReadOnlyDictionary<string, SnmpSecurityLevel> SecurityLevels =
        Enum.GetValues<SnmpSecurityLevel>().ToDictionary(level => CamelCase(level.ToString()), StringComparer.Ordinal);

    public static readonly IReadOnlyDictionary<string, SnmpAuthProtocol> AuthProtocols =
        Enum.GetValues<SnmpAuthProtocol>().ToDictionary(protocol => protocol.ToString().ToUpperInvariant(), StringComparer.Ordinal);

    public static readonly IReadOnlyDictionary<string, SnmpPrivProtocol> PrivProtocols =
        Enum.GetValues<SnmpPrivProtocol>().ToDictionary(protocol => protocol.ToString().ToUpperInvariant(), StringComparer.Ordinal);

    /// <summary>The word for a meaning.</summary>
    public static string Of<T>(IReadOnlyDictionary<string, T> words, T meaning)
        where T : struct, Enum => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, meaning)).Key;

    // The format writes its two oldest types small and all others as their MIB does.
    private static Dictionary<string, T> Spelt<T>() where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(type => type.ToString() is "Counter" or "Gauge" ? CamelCase(type.ToString()) : type.ToString(), StringComparer.Ordinal);

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
