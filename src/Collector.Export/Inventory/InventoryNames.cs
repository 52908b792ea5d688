using System.Text;
using static Collector.Export.Inventory.ComponentField;

namespace Collector.Export.Inventory;

/// <summary>The names by which inventory is recognised: the one place that knows what ENTITY-MIB and OpenConfig call things. docs/inventory.md lists them.</summary>
internal static class InventoryNames
{
    /// <summary>RFC 6933 entPhysicalTable, named as its objects are, by our module and by those that snmp_exporter's generator makes.</summary>
    private static readonly Dictionary<string, ComponentField> EntityObjects = new(StringComparer.Ordinal)
    {
        ["entPhysicalName"] = Name,
        ["entPhysicalClass"] = ComponentField.Type,
        ["entPhysicalContainedIn"] = Parent,
        ["entPhysicalParentRelPos"] = Position,
        ["entPhysicalMfgName"] = Vendor,
        ["entPhysicalModelName"] = Model,
        ["entPhysicalSerialNum"] = Serial,
        ["entPhysicalHardwareRev"] = Hardware,
        ["entPhysicalFirmwareRev"] = Firmware,
        ["entPhysicalSoftwareRev"] = Software,
        ["entPhysicalDescr"] = Description,
    };

    private static readonly InventorySource EntityMib = new()
    {
        IdLabels = ["entPhysicalIndex", "entPhysicalName"],
        Families = EntityObjects,
        Labels = EntityObjects, // a lookup may have made a label of any of them
        Types = Numbered(1, "other", "unknown", "chassis", "backplane", "container", "power_supply", "fan", "sensor", "module", "port", "stack", "cpu", "energy_object", "battery", "storage_drive"),
    };

    /// <summary>openconfig-platform, <c>/components/component/state</c>, in both naming schemes.</summary>
    private static readonly InventorySource Platform = new()
    {
        IdLabels = ["component_name"],
        Families = State(
            ("type", ComponentField.Type), ("parent", Parent), ("location", Position), ("mfg_name", Vendor), ("model_name", Model), ("part_no", Part),
            ("serial_no", Serial), ("hardware_version", Hardware), ("firmware_version", Firmware), ("software_version", Software), ("description", Description)),
        MayHavePrefix = true,
        IsIdName = true,
        AreNumbersText = true,
    };

    public static IReadOnlyList<InventorySource> Sources { get; } = [EntityMib, Platform];

    /// <summary>Families without rows that speak of the whole device: SNMPv2-MIB's system group, and openconfig-system after a prefix.</summary>
    public static DeviceField? OfDevice(string family) => family switch
    {
        "sysName" => DeviceField.Name,
        "sysLocation" => DeviceField.Location,
        "sysDescr" => DeviceField.Description,
        _ when EndsWith(family, "system_state_hostname") || EndsWith(family, "system_hostname") => DeviceField.Name,
        _ when EndsWith(family, "system_state_software_version") || EndsWith(family, "system_software_version") => DeviceField.Software,
        _ => null,
    };

    public static ComponentField? OfComponent(InventorySource source, string family)
    {
        if (source.Families.TryGetValue(WithoutInfo(family), out var exact)) return exact;
        if (!source.MayHavePrefix) return null;
        foreach (var (name, field) in source.Families)
        {
            if (EndsWith(family, name)) return field;
        }

        return null;
    }

    private static bool EndsWith(string family, string name)
    {
        var text = WithoutInfo(family).AsSpan();
        return text.EndsWith(name, StringComparison.Ordinal) && (text.Length == name.Length || text[^(name.Length + 1)] == '_');
    }

    // Enumerations and text as info metrics: snmp_exporter's EnumAsInfo says so in the name, and other schemes may.
    private static string WithoutInfo(string family) => family.EndsWith("_info", StringComparison.Ordinal) ? family[..^"_info".Length] : family;

    private static Dictionary<string, ComponentField> State(params (string Leaf, ComponentField Field)[] leaves) =>
        leaves.SelectMany(leaf => new[] { ("components_component_state_" + leaf.Leaf, leaf.Field), ("component_" + leaf.Leaf, leaf.Field) }).ToDictionary(StringComparer.Ordinal);

    private static Dictionary<long, byte[]> Numbered(long first, params string[] names) =>
        names.Select((name, i) => (name, i)).ToDictionary(pair => first + pair.i, pair => Encoding.UTF8.GetBytes(pair.name));
}
