using System.Text;
using Collector.Export.Exposition.Lines;
using Collector.Export.Exposition.Output;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;

namespace Collector.Export.Inventory;

/// <summary>The inventory's families on a page: components as they come, devices and what was left out kept until all components are written, because a family stands in one piece.</summary>
/// <remarks>One page at a time; its room is kept from page to page.</remarks>
internal sealed class InventoryPage : IDisposable
{
    private const string Component = "component_info";
    private const string DeviceName = "device_info";
    private const string LeftOut = "collector_inventory_components_left_out";

    private static readonly byte[] ComponentBytes = Encoding.UTF8.GetBytes(Component);
    private static readonly byte[] DeviceBytes = Encoding.UTF8.GetBytes(DeviceName);
    private static readonly byte[] LeftOutBytes = Encoding.UTF8.GetBytes(LeftOut);

    private static readonly (byte[] Label, DeviceField Field)[] DeviceLabels =
        Labels(DeviceField.Vendor, DeviceField.Model, DeviceField.Serial, DeviceField.Hardware, DeviceField.Software);

    private static readonly (byte[] Label, ComponentField Field)[] ComponentLabels = Labels(
        ComponentField.Id, ComponentField.Name, ComponentField.Type, ComponentField.Position, ComponentField.Vendor, ComponentField.Model,
        ComponentField.Part, ComponentField.Serial, ComponentField.Hardware, ComponentField.Firmware, ComponentField.Software);

    private readonly SeriesHead _head = new();

    /// <summary>Module families of one of these names take the place of ours.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal) { Component, DeviceName };

    public static FamilyHeader ComponentHeader { get; } = new(Component, "A component that has a serial number, a model or a revision, and where it sits.", MetricType.Gauge);

    public static FamilyHeader DeviceHeader { get; } = new(DeviceName, "What the device is, as it says itself.", MetricType.Gauge);

    public static FamilyHeader LeftOutHeader { get; } = new(LeftOut, "Rows of components beyond the most that are kept of one device.", MetricType.Gauge);

    /// <summary>The target at hand.</summary>
    public DeviceInventory Device { get; } = new();

    /// <summary>Lines of <see cref="DeviceHeader"/>'s family, so far.</summary>
    public PageBuffer Devices { get; } = new();

    /// <summary>Lines of <see cref="LeftOutHeader"/>'s family, so far.</summary>
    public PageBuffer Omissions { get; } = new();

    /// <summary>Begins a page.</summary>
    public void Begin()
    {
        Devices.Truncate(0);
        Omissions.Truncate(0);
    }

    /// <summary>The device's own lines.</summary>
    public void WriteDevice(LabelSet labels)
    {
        if (Device.LeftOut > 0)
        {
            _head.Begin(LeftOutBytes, labels);
            new SeriesWriter(Omissions, _head, labels: null, times: default, seen: null).Unsigned(0, (ulong)Device.LeftOut);
        }

        if (!IsKnown()) return;
        _head.Begin(DeviceBytes, labels);
        Devices.Append(_head.Open);
        foreach (var (label, field) in DeviceLabels) Add(Devices, label, Device[field]);
        End(Devices);
    }

    /// <summary>The line of a component; none for what has nothing to tell one piece from another: sensors and empty slots.</summary>
    public void WriteComponent(PageBuffer page, LabelSet labels, int component)
    {
        if (!IsPiece(component)) return;
        _head.Begin(ComponentBytes, labels);
        page.Append(_head.Open);
        foreach (var (label, field) in ComponentLabels) Add(page, label, Device[component, field]);
        Add(page, "parent"u8, Device.ParentName(component));
        End(page);
    }

    public void Dispose()
    {
        Devices.Dispose();
        Omissions.Dispose();
    }

    private static (byte[] Label, T Field)[] Labels<T>(params T[] fields)
        where T : struct, Enum => [.. fields.Select(field => (Encoding.UTF8.GetBytes(field.ToString().ToLowerInvariant()), field))];

    private bool IsKnown()
    {
        foreach (var (_, field) in DeviceLabels)
        {
            if (!Device[field].IsEmpty) return true;
        }

        return false;
    }

    private bool IsPiece(int component) =>
        Device.Has(component, ComponentField.Serial) || Device.Has(component, ComponentField.Model) || Device.Has(component, ComponentField.Part)
        || Device.Has(component, ComponentField.Hardware) || Device.Has(component, ComponentField.Firmware) || Device.Has(component, ComponentField.Software);

    private void Add(PageBuffer page, ReadOnlySpan<byte> label, ReadOnlySpan<byte> escaped)
    {
        if (escaped.IsEmpty) return;
        page.Append(_head.Extra(label));
        page.Append(escaped);
        page.Append("\","u8);
    }

    // Every line has a label of ours, and a comma behind the last one.
    private static void End(PageBuffer page)
    {
        page.Truncate(page.Length - 1);
        page.Append("} 1\n"u8);
    }
}
