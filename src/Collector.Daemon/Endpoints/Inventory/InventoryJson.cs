using System.Text.Json;
using Collector.Export.Inventory;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Endpoints.Inventory;

/// <summary>Writes one device with its components as JSON. What is not known is left out.</summary>
internal static class InventoryJson
{
    private static readonly (string Name, DeviceField Field)[] OfDevice =
    [
        ("name", DeviceField.Name), ("vendor", DeviceField.Vendor), ("model", DeviceField.Model), ("serial", DeviceField.Serial),
        ("hardware", DeviceField.Hardware), ("software", DeviceField.Software), ("location", DeviceField.Location), ("description", DeviceField.Description),
    ];

    private static readonly (string Name, ComponentField Field)[] OfComponent =
    [
        ("id", ComponentField.Id), ("name", ComponentField.Name), ("type", ComponentField.Type), ("parent_id", ComponentField.Parent), ("position", ComponentField.Position),
        ("vendor", ComponentField.Vendor), ("model", ComponentField.Model), ("part", ComponentField.Part), ("serial", ComponentField.Serial),
        ("hardware", ComponentField.Hardware), ("firmware", ComponentField.Firmware), ("software", ComponentField.Software), ("description", ComponentField.Description),
    ];

    public static void Write(Utf8JsonWriter json, Target target, DeviceInventory device)
    {
        json.WriteStartObject();
        json.WriteString("instance", target.Instance);
        json.WriteStartObject("labels");
        foreach (var (name, value) in target.Labels) json.WriteString(name, value);
        json.WriteEndObject();
        foreach (var (name, field) in OfDevice) WriteText(json, name, device[field]);
        json.WriteStartArray("components");
        for (var component = 0; component < device.Count; component++) WriteComponent(json, device, component);
        json.WriteEndArray();
        if (device.LeftOut > 0) json.WriteNumber("components_left_out", device.LeftOut);
        json.WriteEndObject();
    }

    private static void WriteComponent(Utf8JsonWriter json, DeviceInventory device, int component)
    {
        json.WriteStartObject();
        foreach (var (name, field) in OfComponent) WriteText(json, name, device[component, field]);
        WriteText(json, "parent", device.ParentName(component));
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, ReadOnlySpan<byte> escaped)
    {
        if (!escaped.IsEmpty) json.WriteString(name, LabelEscaping.Unescape(escaped));
    }
}
