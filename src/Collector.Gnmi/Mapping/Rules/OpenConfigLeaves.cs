using Collector.Pipeline.Samples;

namespace Collector.Gnmi.Mapping.Rules;

/// <summary>Which of OpenConfig's leaves are counters, and which only look like it: known without a word from the user.</summary>
/// <remarks>From the published models. The first rule that says something counts, so exceptions stand before the rule.</remarks>
internal static class OpenConfigLeaves
{
    public static IReadOnlyList<LeafRule> Rules { get; } = [.. OpenConfigStates.Rules, .. OpenConfigInventory.Rules, .. OpenConfigUnits.Rules, .. Typed(MetricType.Gauge, Gauges), .. Typed(MetricType.Counter, Counters)];

    /// <summary>Found among counters, and none.</summary>
    private static string[] Gauges =>
    [
        "counters/last-clear", "counters/state/last-clear",
        "state/last-change", "state/last-flapped", "state/mtu", "state/queues/*",
    ];

    private static string[] Counters =>
    [
        "counters/*", // interfaces, subinterfaces, Ethernet, LLDP, LACP, TACACS, RADIUS, PTP
        "counters/state/*",

        // BGP
        "messages/sent/*", "messages/received/*", "state/established-transitions", "error-handling/state/erroneous-update-messages",

        // IS-IS, BFD
        "circuit-counters/state/*", "system-level-counters/state/*", "packet-counters/.../state/*",
        "bfd/.../state/failure-transitions",

        // ACL, QoS, forwarding
        "state/matched-packets", "state/matched-octets",
        "state/transmit-pkts", "state/transmit-octets", "state/dropped-pkts", "state/dropped-octets",
        "state/conforming-pkts", "state/conforming-octets", "state/exceeding-pkts", "state/exceeding-octets", "state/violating-pkts", "state/violating-octets",
        "state/packets-forwarded", "state/octets-forwarded", "state/packets-matched", "state/bytes-matched",

        // Spanning tree
        "state/bpdu-sent", "state/bpdu-received",

        // Components
        "fatal-errors/*", "non-fatal-errors/*", "correctable-errors/*",
        "pipeline-counters/.../state/*", "state/fec-uncorrectable-blocks", "state/fec-uncorrectable-words", "state/fec-corrected-bytes", "state/fec-corrected-bits",

        // Processes and servers
        "state/cpu-usage-user", "state/cpu-usage-system",
    ];

    private static IEnumerable<LeafRule> Typed(MetricType type, string[] paths) =>
        paths.Select(path => new LeafRule { Path = LeafPattern.Parse(path), Type = type });
}
