using Collector.Pipeline.Rollups;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Inventory;

/// <summary>Tells rollups what the inventory knows of a device.</summary>
/// <remarks>One thread at a time.</remarks>
public sealed class StoredFacts : IDeviceFacts
{
    private static readonly DeviceFacts Nothing = new("", "", "");

    private readonly DeviceInventory _device = new();

    public DeviceFacts? Of(TargetSeries series)
    {
        if (!MayKnow(series)) return null;
        _device.Read(series);
        var facts = new DeviceFacts(Text(DeviceField.Vendor), Text(DeviceField.Model), Text(DeviceField.Software));
        return facts == Nothing ? null : facts;
    }

    private static bool MayKnow(TargetSeries series)
    {
        for (var module = 0; module < series.ModuleNames.Count; module++)
        {
            if (series.Module(module) is { } snapshot && InventoryColumns.Of(snapshot.Schema).IsForPages) return true;
        }

        return false;
    }

    private string Text(DeviceField field) => LabelEscaping.Unescape(_device[field]);
}
