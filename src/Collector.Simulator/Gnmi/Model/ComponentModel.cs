using Collector.Simulator.Mib;

namespace Collector.Simulator.Gnmi.Model;

/// <summary>openconfig-platform: a chassis with line cards, fans, power supplies, and a transceiver for every interface.</summary>
internal static class ComponentModel
{
    public const int LineCards = 2;
    public const int Fans = 3;
    public const int PowerSupplies = 2;
    public const int Channels = 4;

    // The number of a component tells its kind: 1 the chassis, 11 … line cards, 21 … fans, 31 … power supplies, 101 … transceivers.
    public const int Chassis = 1;
    public const int FirstLineCard = 11;
    public const int FirstFan = 21;
    public const int FirstPowerSupply = 31;
    public const int FirstTransceiver = 101;

    private const string Component = "openconfig-platform:components/component[name]";

    public static IEnumerable<ContainerSchema> Containers =>
    [
        new ContainerSchema($"{Component}/state", RowKind.Component)
            .Text("name", static (in LeafMoment at) => Name(at.Number))
            .Text("type", static (in LeafMoment at) => "openconfig-platform-types:" + Type(at.Number), LeafKind.Identity)
            .Text("id", static (in LeafMoment at) => $"{at.Number}")
            .Text("description", static (in LeafMoment at) => $"Simulated {Name(at.Number)}")
            .Text("mfg-name", static (in LeafMoment _) => "Collector")
            .Text("part-no", static (in LeafMoment at) => PartNumber(at.Number))
            .Text("serial-no", static (in LeafMoment at) => $"G{at.Device:D5}-{at.Number:D4}")
            .Text("hardware-version", static (in LeafMoment _) => "1.0")
            .Text("software-version", static (in LeafMoment at) => at.Number is Chassis or >= FirstLineCard and < FirstFan ? SystemModel.SoftwareVersion : null)
            .Text("parent", static (in LeafMoment at) => Parent(at.Number))
            .Text("location", static (in LeafMoment at) => $"slot {at.Number}")
            .Text("oper-status", static (in LeafMoment _) => "openconfig-platform-types:ACTIVE", LeafKind.Identity)
            .Number("removable", LeafKind.Bool, ModelLeaf.Constant, static (in LeafMoment at) => at.Number == Chassis ? 0u : 1),
        new ContainerSchema($"{Component}/state/temperature", RowKind.Warm)
            .Number("instant", LeafKind.Double, 500, static (in LeafMoment at) => 300 + at.Wander(500, 150), precision: 1)
            .Number("max", LeafKind.Double, ModelLeaf.Constant, static (in LeafMoment _) => 449, precision: 1)
            .Number("alarm-status", LeafKind.Bool, 500, static (in LeafMoment at) => at.Wander(500, 150) >= 140 ? 1u : 0),
        new ContainerSchema($"{Component}/fan/state", RowKind.Fan)
            .Number("openconfig-platform-fan:speed", LeafKind.Unsigned, 500, static (in LeafMoment at) => 4000 + at.Wander(500, 1000)),
        new ContainerSchema($"{Component}/power-supply/state", RowKind.PowerSupply)
            .Number("openconfig-platform-psu:enabled", LeafKind.Bool, ModelLeaf.Constant, static (in LeafMoment _) => 1)
            .Number("openconfig-platform-psu:capacity", LeafKind.Float, ModelLeaf.Constant, static (in LeafMoment _) => 150_000)
            .Number("openconfig-platform-psu:output-current", LeafKind.Float, 500, static (in LeafMoment at) => 1000 + at.Wander(500, 500)),
        new ContainerSchema($"{Component}/openconfig-platform-transceiver:transceiver/state", RowKind.Transceiver)
            .Text("vendor", static (in LeafMoment _) => "Collector")
            .Text("vendor-part", static (in LeafMoment at) => PartNumber(at.Number))
            .Text("serial-no", static (in LeafMoment at) => $"G{at.Device:D5}-{at.Number:D4}")
            .Text("form-factor", static (in LeafMoment _) => "openconfig-transport-types:QSFP28", LeafKind.Identity)
            .Text("present", static (in LeafMoment _) => "PRESENT", LeafKind.Enumeration),
        new ContainerSchema($"{Component}/openconfig-platform-transceiver:transceiver/physical-channels/channel[index]/state/input-power", RowKind.Channel)
            .Number("instant", LeafKind.Decimal, 500, static (in LeafMoment at) => (ulong)(-100 - (long)at.Wander(500, 300)), precision: 2),
    ];

    public static string Name(int number) => number switch
    {
        Chassis => "Chassis",
        < FirstFan => $"Linecard{number - FirstLineCard + 1}",
        < FirstPowerSupply => $"Fan{number - FirstFan + 1}",
        < FirstTransceiver => $"PowerSupply{number - FirstPowerSupply + 1}",
        _ => $"Transceiver1/{number - FirstTransceiver + 1}",
    };

    private static string Type(int number) => number switch
    {
        Chassis => "CHASSIS",
        < FirstFan => "LINECARD",
        < FirstPowerSupply => "FAN",
        < FirstTransceiver => "POWER_SUPPLY",
        _ => "TRANSCEIVER",
    };

    private static string PartNumber(int number) => $"SIM-{Type(number).Replace('_', '-')}-1";

    /// <summary>Line cards take turns with the transceivers; everything else is in the chassis, and that in nothing.</summary>
    private static string? Parent(int number) => number switch
    {
        Chassis => null,
        < FirstTransceiver => "Chassis",
        _ => Name(FirstLineCard + (number - FirstTransceiver) % LineCards),
    };
}
