namespace Collector.Gnmi.Mapping.Rules;

/// <summary>What the states of OpenConfig's common enumerations are as numbers: those of SNMP's tables where there are such, so that both sources meet in one dashboard.</summary>
internal static class OpenConfigStates
{
    public static IReadOnlyList<LeafRule> Rules { get; } =
    [
        // IF-MIB ifOperStatus, ifAdminStatus
        Numbered("interface/.../state/oper-status", "UP", "DOWN", "TESTING", "UNKNOWN", "DORMANT", "NOT_PRESENT", "LOWER_LAYER_DOWN"),
        Numbered("interface/.../state/admin-status", "UP", "DOWN", "TESTING"),

        // BGP4-MIB bgpPeerState
        Numbered("neighbor/state/session-state", "IDLE", "CONNECT", "ACTIVE", "OPENSENT", "OPENCONFIRM", "ESTABLISHED"),

        // OSPF-MIB ospfNbrState
        Numbered("neighbor/state/adjacency-state", "DOWN", "ATTEMPT", "INIT", "TWO_WAY", "EXCHANGE_START", "EXCHANGE", "LOADING", "FULL"),

        // RFC 5880 section 4.1, from 0 on
        Numbered("bfd/.../state/session-state", 0, "ADMIN_DOWN", "DOWN", "INIT", "UP"),

        // No table of SNMP's: 1 is what is well
        Numbered("components/component/.../state/oper-status", "ACTIVE", "INACTIVE", "DISABLED"),
    ];

    private static LeafRule Numbered(string path, params string[] states) => Numbered(path, 1, states);

    private static LeafRule Numbered(string path, int first, params string[] states) => new()
    {
        Path = LeafPattern.Parse(path),
        Type = Pipeline.Samples.MetricType.Gauge,
        NumberMap = states.Select((state, i) => (state, i)).ToDictionary(pair => pair.state, pair => (double)(first + pair.i), StringComparer.Ordinal),
        States = states,
    };
}
