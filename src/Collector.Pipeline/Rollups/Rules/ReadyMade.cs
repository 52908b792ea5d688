namespace Collector.Pipeline.Rollups.Rules;

/// <summary>The rules that a preset stands for.</summary>
/// <remarks>Those of gNMI read OpenConfig's leaves under gnmic's names, whatever origin and module a device puts in front.</remarks>
public static class ReadyMade
{
    private const int Hottest = 20;

    private const double BitsPerOctet = 8;
    private const double BitsPerMegabit = 1e6;

    private const string Gnmi = "gnmi_";
    private const string Interface = "*interfaces_interface_state";

    // Only what has a connector: a link aggregation group and its members, or a port and its VLANs, would count the same octets twice.
    private static readonly ValueCondition IsPort = Condition("ifConnectorPresent == 1");

    // IANAifType 6, ethernetCsmacd: OpenConfig says of no interface whether it has a connector, but all say their type, and aggregates, VLANs and loopbacks have others.
    private static readonly ValueCondition IsEthernet = Condition($"{Interface}_type == 6");

    public static IReadOnlyList<RollupRule> Of(RollupPreset preset) => preset switch
    {
        RollupPreset.Traffic => [Traffic("in", "ifHCInOctets"), Traffic("out", "ifHCOutOctets")],
        RollupPreset.PortsDown => [PortsDown],
        RollupPreset.DevicesUp => [DevicesUp],
        RollupPreset.HottestLinks => [HottestLinks("in", "ifHCInOctets"), HottestLinks("out", "ifHCOutOctets")],
        RollupPreset.GnmiTraffic => [OfGnmi(Traffic("in", Counter("in"))), OfGnmi(Traffic("out", Counter("out")))],
        RollupPreset.GnmiPortsDown => [GnmiPortsDown],
        _ => [OfGnmi(HottestLinks("in", Counter("in"))), OfGnmi(HottestLinks("out", Counter("out")))],
    };

    private static RollupRule PortsDown { get; } = new()
    {
        Name = "ports_down",
        Help = "Ports that are configured to be up and are down, or whose lower layer is.",
        Operation = RollupOperation.Count,
        Family = "ifOperStatus",
        By = ["site"],
        Conditions = [IsPort, Condition("ifAdminStatus == 1"), Condition("ifOperStatus == 2, 7")],
    };

    private static RollupRule GnmiPortsDown { get; } = PortsDown with
    {
        Name = Gnmi + PortsDown.Name,
        Family = $"{Interface}_oper_status",
        Conditions = [IsEthernet, Condition($"{Interface}_admin_status == 1"), Condition($"{Interface}_oper_status == 2, 7")],
    };

    private static RollupRule DevicesUp { get; } = new()
    {
        Name = "devices_up",
        Help = "Targets that answered their last poll, or whose stream is alive.",
        Operation = RollupOperation.Sum,
        Family = RollupNames.Up,
        By = ["model", RollupNames.Profile, "site"],
    };

    private static RollupRule Traffic(string direction, string octets) => new()
    {
        Name = $"traffic_{direction}_bits_per_second",
        Help = $"Traffic {direction} of all ports.",
        Operation = RollupOperation.Sum,
        Family = octets,
        IsRate = true,
        Scale = BitsPerOctet,
        By = ["role", "site"],
        Conditions = [IsPort],
    };

    private static RollupRule HottestLinks(string direction, string octets) => new()
    {
        Name = $"hottest_links_{direction}_ratio",
        Help = $"Traffic {direction} of the links that are used most, in parts of their speed.",
        Operation = RollupOperation.Topk,
        Most = Hottest,
        Family = octets,
        IsRate = true,
        Per = "ifHighSpeed",
        Scale = BitsPerOctet / BitsPerMegabit,
        Conditions = [IsPort],
    };

    private static string Counter(string direction) => $"{Interface}_counters_{direction}_octets";

    /// <summary>The same of what is streamed.</summary>
    private static RollupRule OfGnmi(RollupRule rule) =>
        rule with { Name = Gnmi + rule.Name, Per = rule.Per is null ? null : "*ethernet_state_port_speed", Conditions = [IsEthernet] };

    private static ValueCondition Condition(string text) => ValueCondition.TryParse(text, out var condition, out var error) ? condition : throw new InvalidOperationException(error);
}
