namespace Collector.Simulator.Gnmi.Model;

/// <summary>openconfig-system: names and versions, processors, memory, a list of domains.</summary>
internal static class SystemModel
{
    public const int Processors = 4;

    public const string SoftwareVersion = "4.30.1-sim";

    private const ulong Memory = 16_000_000_000;

    public static IEnumerable<ContainerSchema> Containers =>
    [
        new ContainerSchema("openconfig-system:system/config", RowKind.Single)
            .Text("hostname", static (in LeafMoment at) => HostName(at.Device)),
        new ContainerSchema("openconfig-system:system/state", RowKind.Single)
            .Text("hostname", static (in LeafMoment at) => HostName(at.Device))
            .Text("domain-name", static (in LeafMoment _) => "example.net")
            .Text("software-version", static (in LeafMoment _) => SoftwareVersion)
            .Number("boot-time", LeafKind.Unsigned64, ModelLeaf.Constant, static (in LeafMoment at) => (ulong)at.StartNs)
            .Number("up-time", LeafKind.Unsigned64, 1, static (in LeafMoment at) => at.Uptime * GnmiClock.NsPerTick),
        new ContainerSchema("openconfig-system:system/cpus/cpu[index]/state", RowKind.Processor)
            .Text("index", static (in LeafMoment at) => $"{at.Number}"),
        new ContainerSchema("openconfig-system:system/cpus/cpu[index]/state/total", RowKind.Processor)
            .Number("instant", LeafKind.Unsigned, 1000, static (in LeafMoment at) => at.Wander(1000, 100))
            .Number("avg", LeafKind.Unsigned, 6000, static (in LeafMoment at) => at.Wander(6000, 80))
            .Number("min", LeafKind.Unsigned, ModelLeaf.Constant, static (in LeafMoment _) => 0)
            .Number("max", LeafKind.Unsigned, ModelLeaf.Constant, static (in LeafMoment _) => 99),
        new ContainerSchema("openconfig-system:system/memory/state", RowKind.Single)
            .Number("physical", LeafKind.Unsigned64, ModelLeaf.Constant, static (in LeafMoment _) => Memory)
            .Number("used", LeafKind.Unsigned64, 6000, static (in LeafMoment at) => Used(at))
            .Number("free", LeafKind.Unsigned64, 6000, static (in LeafMoment at) => Memory - Used(at))
            .Number("reserved", LeafKind.Unsigned64, ModelLeaf.Constant, static (in LeafMoment _) => 1_000_000_000),
        new ContainerSchema("openconfig-system:system/dns/state", RowKind.Single)
            .Text("search", static (in LeafMoment _) => "example.net example.org", LeafKind.TextList),
    ];

    public static string HostName(int device) => $"gnmi-{device:D5}";

    private static ulong Used(in LeafMoment at) => Memory / 100 * (10 + at.Wander(6000, 60));
}
