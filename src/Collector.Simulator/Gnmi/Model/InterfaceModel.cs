using Collector.Simulator.Mib;

namespace Collector.Simulator.Gnmi.Model;

/// <summary>openconfig-interfaces: configuration, state, counters and one subinterface of every interface.</summary>
internal static class InterfaceModel
{
    /// <summary>Every interface changes between up and down at multiples of 30 s, and is down for 1 of 16.</summary>
    public const ulong FlapTicks = 3000;

    private const string Interface = "openconfig-interfaces:interfaces/interface[name]";
    private const string Subinterface = $"{Interface}/subinterfaces/subinterface[index]";

    private static readonly string[] Errors = ["in-discards", "in-errors", "in-unknown-protos", "out-discards", "out-errors"];

    // By number modulo 5, as IF-MIB's speeds.
    private static readonly string[] Speeds = ["SPEED_10GB", "SPEED_25GB", "SPEED_40GB", "SPEED_100GB", "SPEED_400GB"];

    public static IEnumerable<ContainerSchema> Containers =>
    [
        new ContainerSchema($"{Interface}/config", RowKind.Interface)
            .Text("name", static (in LeafMoment at) => Name(at.Number))
            .Text("type", static (in LeafMoment _) => "iana-if-type:ethernetCsmacd", LeafKind.Identity)
            .Number("mtu", LeafKind.Unsigned, ModelLeaf.Constant, static (in LeafMoment _) => 9000)
            .Text("description", static (in LeafMoment at) => Description(at))
            .Number("enabled", LeafKind.Bool, ModelLeaf.Constant, static (in LeafMoment _) => 1),
        State(new ContainerSchema($"{Interface}/state", RowKind.Interface)
            .Text("name", static (in LeafMoment at) => Name(at.Number))
            .Text("type", static (in LeafMoment _) => "iana-if-type:ethernetCsmacd", LeafKind.Identity)
            .Number("mtu", LeafKind.Unsigned, ModelLeaf.Constant, static (in LeafMoment _) => 9000)
            .Text("description", static (in LeafMoment at) => Description(at))
            .Number("enabled", LeafKind.Bool, ModelLeaf.Constant, static (in LeafMoment _) => 1)),
        Counters(new ContainerSchema($"{Interface}/state/counters", RowKind.Interface)),
        new ContainerSchema($"{Interface}/openconfig-if-ethernet:ethernet/state", RowKind.Interface)
            .Text("port-speed", static (in LeafMoment at) => "openconfig-if-ethernet:" + Speeds[at.Number % Speeds.Length], LeafKind.Identity)
            .Text("mac-address", static (in LeafMoment at) => $"02:{at.Device >> 16:x2}:{at.Device >> 8 & 255:x2}:{at.Device & 255:x2}:{at.Number >> 8:x2}:{at.Number & 255:x2}"),
        State(new ContainerSchema($"{Subinterface}/state", RowKind.Subinterface)
            .Number("index", LeafKind.Unsigned, ModelLeaf.Constant, static (in LeafMoment _) => 0)
            .Text("description", static (in LeafMoment at) => Description(at))),
        Counters(new ContainerSchema($"{Subinterface}/state/counters", RowKind.Subinterface)),
    ];

    public static string Name(int number) => $"Ethernet1/{number}";

    private static string Description(in LeafMoment at) => at.Change?.Description ?? $"link {at.Number} of gnmi-{at.Device:D5}";

    private static ContainerSchema State(ContainerSchema container) => container
        .Number("ifindex", LeafKind.Unsigned, ModelLeaf.Constant, static (in LeafMoment at) => (ulong)at.Number)
        .Text("admin-status", static (in LeafMoment _) => "UP", LeafKind.Enumeration)
        .Text("oper-status", static (in LeafMoment at) => IsUp(at) ? "UP" : "DOWN", LeafKind.Enumeration, FlapTicks)
        .Number("last-change", LeafKind.Unsigned64, FlapTicks, static (in LeafMoment at) => (ulong)LastChange(at));

    private static ContainerSchema Counters(ContainerSchema container)
    {
        Add(container, "in-octets", InterfaceCounter.InOctets);
        Add(container, "in-unicast-pkts", InterfaceCounter.InUnicast);
        Add(container, "in-multicast-pkts", InterfaceCounter.InMulticast);
        Add(container, "in-broadcast-pkts", InterfaceCounter.InBroadcast);
        Add(container, "out-octets", InterfaceCounter.OutOctets);
        Add(container, "out-unicast-pkts", InterfaceCounter.OutUnicast);
        Add(container, "out-multicast-pkts", InterfaceCounter.OutMulticast);
        Add(container, "out-broadcast-pkts", InterfaceCounter.OutBroadcast);
        for (var error = 0; error < Errors.Length; error++)
        {
            var which = error;
            container.Number(Errors[error], LeafKind.Unsigned64, 1000, (in LeafMoment at) => CounterFormula.Rare(which, at.Device, at.Number, at.Uptime));
        }

        return container.Number("carrier-transitions", LeafKind.Unsigned64, FlapTicks, static (in LeafMoment at) => (at.Uptime / FlapTicks + Phase(at)) / 16);
    }

    private static void Add(ContainerSchema container, string name, InterfaceCounter counter) =>
        container.Number(name, LeafKind.Unsigned64, 1, (in LeafMoment at) => CounterFormula.Value(counter, at.Device, at.Number, at.Uptime));

    private static ulong Phase(in LeafMoment at) => (ulong)(at.Device + at.Number) % 16;

    private static bool IsUp(in LeafMoment at) => at.Change?.IsUp ?? (at.Uptime / FlapTicks + Phase(at)) % 16 != 15;

    private static long LastChange(in LeafMoment at)
    {
        var step = at.Uptime / FlapTicks;
        var since = (step + Phase(at)) % 16; // 0 … 14: steps since it came up, 15: it went down with this step
        var changed = since == 15 ? step : step - Math.Min(since, step);
        return at.StartNs + (long)(changed * FlapTicks) * GnmiClock.NsPerTick;
    }
}
