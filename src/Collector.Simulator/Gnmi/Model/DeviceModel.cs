using System.Collections.Immutable;

namespace Collector.Simulator.Gnmi.Model;

/// <summary>Everything a device can be asked for: all containers, and which rows a device with given interfaces has.</summary>
internal static class DeviceModel
{
    /// <summary>Parents before what is in them.</summary>
    public static readonly ImmutableArray<ContainerSchema> Containers =
        [.. InterfaceModel.Containers, .. SystemModel.Containers, .. ComponentModel.Containers];

    /// <summary>Names of the models, as a CapabilityResponse lists them.</summary>
    public static readonly ImmutableArray<string> Modules =
        ["openconfig-interfaces", "openconfig-if-ethernet", "openconfig-system", "openconfig-platform", "openconfig-platform-fan", "openconfig-platform-psu", "openconfig-platform-transceiver"];

    public static IEnumerable<ModelRow> Rows(RowKind kind, InterfaceList interfaces) => kind switch
    {
        RowKind.Single => [new ModelRow(0, [])],
        RowKind.Interface => interfaces.Rows.Select(static row => new ModelRow(row.Number, [InterfaceModel.Name(row.Number)], row.Change)),
        RowKind.Subinterface => interfaces.Rows.Select(static row => new ModelRow(row.Number, [InterfaceModel.Name(row.Number), "0"], row.Change)),
        RowKind.Processor => Enumerable.Range(0, SystemModel.Processors).Select(static number => new ModelRow(number, [$"{number}"])),
        RowKind.Component => Chassis().Concat(LineCards()).Concat(Fans()).Concat(PowerSupplies()).Concat(Transceivers(interfaces)),
        RowKind.Warm => Chassis().Concat(LineCards()).Concat(Transceivers(interfaces)),
        RowKind.Fan => Fans(),
        RowKind.PowerSupply => PowerSupplies(),
        RowKind.Transceiver => Transceivers(interfaces),
        RowKind.Channel => Transceivers(interfaces).SelectMany(static row =>
            Enumerable.Range(0, ComponentModel.Channels).Select(channel => new ModelRow(10_000 * (channel + 1) + row.Number, [row.Keys[0], $"{channel}"]))),
        _ => [],
    };

    private static IEnumerable<ModelRow> Chassis() => Components(ComponentModel.Chassis, 1);

    private static IEnumerable<ModelRow> LineCards() => Components(ComponentModel.FirstLineCard, ComponentModel.LineCards);

    private static IEnumerable<ModelRow> Fans() => Components(ComponentModel.FirstFan, ComponentModel.Fans);

    private static IEnumerable<ModelRow> PowerSupplies() => Components(ComponentModel.FirstPowerSupply, ComponentModel.PowerSupplies);

    private static IEnumerable<ModelRow> Transceivers(InterfaceList interfaces) =>
        interfaces.Rows.SelectMany(static row => Components(ComponentModel.FirstTransceiver + row.Number - 1, 1));

    private static IEnumerable<ModelRow> Components(int first, int count) =>
        Enumerable.Range(first, count).Select(static number => new ModelRow(number, [ComponentModel.Name(number)]));
}
