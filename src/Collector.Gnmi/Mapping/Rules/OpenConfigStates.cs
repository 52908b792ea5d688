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

        // IF-MIB ifType, whose numbers are IANAifType-MIB's; ifHighSpeed, in megabits in a second
        Counted("interfaces/interface/state/type", InterfaceTypes),
        Counted("ethernet/state/port-speed", PortSpeeds),
        Counted("ethernet/state/negotiated-port-speed", PortSpeeds),
    ];

    private static Dictionary<string, double> InterfaceTypes => new(StringComparer.Ordinal)
    {
        ["other"] = 1, ["ethernetCsmacd"] = 6, ["ppp"] = 23, ["softwareLoopback"] = 24, ["sonet"] = 39, ["propVirtual"] = 53, ["tunnel"] = 131,
        ["l2vlan"] = 135, ["l3ipvlan"] = 136, ["mpls"] = 166, ["ieee8023adLag"] = 161, ["opticalTransport"] = 196, ["bridge"] = 209, ["ifPwType"] = 246,
    };

    private static Dictionary<string, double> PortSpeeds => new(StringComparer.Ordinal)
    {
        ["SPEED_10MB"] = 10, ["SPEED_100MB"] = 100, ["SPEED_1GB"] = 1000, ["SPEED_2500MB"] = 2500, ["SPEED_5GB"] = 5000, ["SPEED_10GB"] = 10_000,
        ["SPEED_25GB"] = 25_000, ["SPEED_40GB"] = 40_000, ["SPEED_50GB"] = 50_000, ["SPEED_100GB"] = 100_000, ["SPEED_200GB"] = 200_000,
        ["SPEED_400GB"] = 400_000, ["SPEED_600GB"] = 600_000, ["SPEED_800GB"] = 800_000, ["SPEED_1600GB"] = 1_600_000,
    };

    private static LeafRule Counted(string path, IReadOnlyDictionary<string, double> numbers) =>
        new() { Path = LeafPattern.Parse(path), Type = Pipeline.Samples.MetricType.Gauge, NumberMap = numbers };

    private static LeafRule Numbered(string path, params string[] states) => Numbered(path, 1, states);

    private static LeafRule Numbered(string path, int first, params string[] states) => new()
    {
        Path = LeafPattern.Parse(path),
        Type = Pipeline.Samples.MetricType.Gauge,
        NumberMap = states.Select((state, i) => (state, i)).ToDictionary(pair => pair.state, pair => (double)(first + pair.i), StringComparer.Ordinal),
        States = states,
    };
}
