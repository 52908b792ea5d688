using System.Text;
using Collector.Export.Inventory;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Endpoints.Inventory;

/// <summary>Writes devices as CSV (RFC 4180): a line for each component with its device in front, and one for a device without any.</summary>
/// <remarks>People open it in spreadsheets, and devices may say anything: a cell that a spreadsheet would take for a formula begins with an apostrophe.</remarks>
internal sealed class InventoryCsv
{
    private static readonly (string Name, DeviceField Field)[] OfDevice =
    [
        ("device_name", DeviceField.Name), ("device_vendor", DeviceField.Vendor), ("device_model", DeviceField.Model), ("device_serial", DeviceField.Serial),
        ("device_hardware", DeviceField.Hardware), ("device_software", DeviceField.Software), ("device_location", DeviceField.Location),
    ];

    private static readonly (string Name, ComponentField? Field)[] OfComponent =
    [
        ("component_id", ComponentField.Id), ("component_name", ComponentField.Name), ("component_type", ComponentField.Type), ("component_parent", null),
        ("component_position", ComponentField.Position), ("component_vendor", ComponentField.Vendor), ("component_model", ComponentField.Model), ("component_part", ComponentField.Part),
        ("component_serial", ComponentField.Serial), ("component_hardware", ComponentField.Hardware), ("component_firmware", ComponentField.Firmware),
        ("component_software", ComponentField.Software), ("component_description", ComponentField.Description),
    ];

    private static readonly HashSet<string> OwnNames = [.. OfDevice.Select(column => column.Name), .. OfComponent.Select(column => column.Name)];

    private readonly string[] _labels;
    private readonly StringBuilder _text = new();

    /// <param name="labels">The names of all labels of the devices to come, <c>instance</c> maybe among them.</param>
    public InventoryCsv(IEnumerable<string> labels) =>
        _labels = [.. labels.Where(label => label != "instance").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Characters not yet taken.</summary>
    public int Length => _text.Length;

    public void WriteHead()
    {
        _text.Append("instance");
        foreach (var label in _labels) Add(OwnNames.Contains(label) ? "label_" + label : label);
        foreach (var (name, _) in OfDevice) Add(name);
        foreach (var (name, _) in OfComponent) Add(name);
        _text.Append("\r\n");
    }

    public void Write(Target target, DeviceInventory device)
    {
        var front = _text.Length;
        _text.Append(Cell(target.Instance));
        foreach (var label in _labels) Add(target.Labels.Get(label) ?? "");
        foreach (var (_, field) in OfDevice) Add(LabelEscaping.Unescape(device[field]));
        if (device.Count == 0)
        {
            _text.Append(',', OfComponent.Length).Append("\r\n");
            return;
        }

        var ofDevice = _text.ToString(front, _text.Length - front);
        for (var component = 0; component < device.Count; component++)
        {
            if (component > 0) _text.Append(ofDevice);
            foreach (var (_, field) in OfComponent) Add(LabelEscaping.Unescape(field is { } known ? device[component, known] : device.ParentName(component)));
            _text.Append("\r\n");
        }
    }

    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    internal static string Cell(string value)
    {
        // Spreadsheets skip what they do not show, so a formula may hide behind it.
        var start = value.AsSpan().TrimStart(" \t\r\n\0\uFEFF");
        if (start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠') value = "'" + value;
        if (value.Any(letter => char.IsControl(letter) && letter is not '\n')) value = string.Concat(value.Select(letter => char.IsControl(letter) && letter is not '\n' ? ' ' : letter));
        return value.AsSpan().ContainsAny(",\"\n;") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    private void Add(string value) => _text.Append(',').Append(Cell(value));
}
