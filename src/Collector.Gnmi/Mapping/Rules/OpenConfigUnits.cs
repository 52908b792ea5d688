namespace Collector.Gnmi.Mapping.Rules;

/// <summary>The units of OpenConfig's leaves whose names do not say it. Only the native scheme looks at them.</summary>
internal static class OpenConfigUnits
{
    private static readonly string[] Statistics = ["instant", "avg", "min", "max"];

    public static IReadOnlyList<LeafRule> Rules { get; } =
    [
        .. Of("epoch-nanoseconds", "state/last-change", "counters/last-clear", "system/state/boot-time", "state/last-established"),
        .. Of("octets", "state/mtu", "memory/state/available", "memory/state/utilized", "memory/state/reserved", "memory/state/used", "memory/state/free", "memory/state/physical",
            "process/state/memory-usage"),
        .. Of("celsius", [.. Statistics.Select(part => "temperature/" + part)]),
        .. Of("percent", [.. Statistics.Select(part => "utilization/state/" + part), .. Statistics.Select(part => "cpu/state/*/" + part), "state/memory-utilization", "state/cpu-utilization"]),
        .. Of("dbm", [.. Statistics.SelectMany(part => (string[])["physical-channel/state/input-power/" + part, "physical-channel/state/output-power/" + part,
            "optical-channel/state/input-power/" + part, "optical-channel/state/output-power/" + part, "transceiver/state/input-power/" + part, "transceiver/state/output-power/" + part])]),
        .. Of("milliamperes", [.. Statistics.Select(part => "laser-bias-current/" + part)]),
        .. Of("rpm", "fan/state/speed"),
        .. Of("watts", "power-supply/state/capacity", "power-supply/state/output-power", "power-supply/state/input-power", "state/allocated-power", "state/used-power"),
        .. Of("volts", "power-supply/state/input-voltage", "power-supply/state/output-voltage"),
        .. Of("amperes", "power-supply/state/input-current", "power-supply/state/output-current"),
        .. Of("nanoseconds", "process/state/cpu-usage-user", "process/state/cpu-usage-system"),
    ];

    private static IEnumerable<LeafRule> Of(string unit, params string[] paths) => paths.Select(path => new LeafRule { Path = LeafPattern.Parse(path), Unit = unit });
}
