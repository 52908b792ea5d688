using Collector.Pipeline.Samples;
using Collector.Testing;

namespace Collector.Export.Tests.Inventory;

/// <summary>Modules with the families by which inventory is recognised, for tests that fill a store by hand.</summary>
internal static class InventoryModules
{
    /// <summary>Columns: class, contained in, position, serial, model, vendor, software.</summary>
    public static ModuleSchema Entity { get; } = FilledStore.Module(
        "entity_mib", 1,
        new CodeColumn(new MetricFamily("entPhysicalClass_info", "", MetricType.Gauge), "entPhysicalClass", new CodeNames(new Dictionary<long, string> { [3] = "chassis", [6] = "powerSupply", [8] = "sensor", [9] = "module" })),
        FilledStore.Gauge("entPhysicalContainedIn"),
        FilledStore.Gauge("entPhysicalParentRelPos"),
        Text("entPhysicalSerialNum", "entPhysicalSerialNum"),
        Text("entPhysicalModelName", "entPhysicalModelName"),
        Text("entPhysicalMfgName", "entPhysicalMfgName"),
        Text("entPhysicalSoftwareRev", "entPhysicalSoftwareRev"));

    public static (string Labels, object?[] Cells)[] EntityRows { get; } =
    [
        ("entPhysicalDescr=\"Chassis with 4 slots\",entPhysicalIndex=\"1\",entPhysicalName=\"Chassis\"", [3, 0.0, -1.0, " JPE1 ", "DCS-7504", "Arista", "4.30.1F"]),
        ("entPhysicalDescr=\"Supply\",entPhysicalIndex=\"7\",entPhysicalName=\"PSU \\\"A\\\"\"", [6, 1.0, 2.0, "PS77", "", "", null]),
        ("entPhysicalDescr=\"Temperature\",entPhysicalIndex=\"9\",entPhysicalName=\"Temp\"", [8, 7.0, 0.0, "", null, null, null]),
    ];

    /// <summary>As gNMI's mapping names openconfig-platform with gnmic's names: each leaf an info column of its own.</summary>
    public static ModuleSchema Platform(string prefix = "components_component_state_", string suffix = "") => FilledStore.Module(
        "platform", 2, [.. new[] { "type", "parent", "location", "mfg_name", "part_no", "serial_no", "software_version", "description" }.Select(leaf => Text($"{prefix}{leaf}{suffix}", leaf))]);

    public static (string Labels, object?[] Cells)[] PlatformRows { get; } =
    [
        ("component_name=\"Chassis\",subscription_name=\"platform\"", ["openconfig-platform-types:CHASSIS", null, "Rack 4", "Arista", "DCS-7504", "JPE2", null, "The box"]),
        ("component_name=\"EOS\",subscription_name=\"platform\"", ["OPERATING_SYSTEM", "Chassis", null, null, null, null, "4.31.0F", null]),
        ("component_name=\"PowerSupply1\",subscription_name=\"platform\"", ["POWER_SUPPLY", "Chassis", "1", null, "PWR-1", "PS99", null, null]),
    ];

    public static TextColumn Text(string family, string? label) => new(new MetricFamily(family, "", MetricType.Gauge), label);
}
