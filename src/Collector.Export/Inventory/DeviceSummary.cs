namespace Collector.Export.Inventory;

/// <summary>What the components say of the device as a whole, where nobody said it of the device itself.</summary>
internal static class DeviceSummary
{
    public static void Fill(DeviceInventory device)
    {
        if (device.Count == 0) return;
        if (Chassis(device) is { } chassis)
        {
            device.Set(DeviceField.Vendor, device[chassis, ComponentField.Vendor]);
            device.Set(DeviceField.Model, device[chassis, ComponentField.Model]);
            device.Set(DeviceField.Model, device[chassis, ComponentField.Part]);
            device.Set(DeviceField.Serial, device[chassis, ComponentField.Serial]);
            device.Set(DeviceField.Hardware, device[chassis, ComponentField.Hardware]);
            device.Set(DeviceField.Software, device[chassis, ComponentField.Software]);
        }

        // Where the chassis runs nothing, the operating system or a supervisor card does, and comes before what it supervises.
        device.Set(DeviceField.Software, SoftwareOf(device, "operating_system"u8));
        device.Set(DeviceField.Software, SoftwareOf(device, default));
    }

    /// <summary>A chassis with a serial number, a chassis, a stack, or what is in nothing and has a serial number: the first of the best.</summary>
    private static int? Chassis(DeviceInventory device)
    {
        var (best, found) = (int.MaxValue, -1);
        for (var component = 0; component < device.Count; component++)
        {
            var rank = Rank(device, component);
            if (rank < best) (best, found) = (rank, component);
        }

        return found < 0 ? null : found;
    }

    private static int Rank(DeviceInventory device, int component)
    {
        var type = device[component, ComponentField.Type];
        var hasSerial = device.Has(component, ComponentField.Serial);
        if (type.SequenceEqual("chassis"u8)) return hasSerial ? 0 : 1;
        if (type.SequenceEqual("stack"u8)) return 2;
        return hasSerial && !device.Has(component, ComponentField.Parent) ? 3 : int.MaxValue;
    }

    private static ReadOnlySpan<byte> SoftwareOf(DeviceInventory device, ReadOnlySpan<byte> type)
    {
        for (var component = 0; component < device.Count; component++)
        {
            var isOfType = type.IsEmpty || device[component, ComponentField.Type].SequenceEqual(type);
            if (isOfType && device.Has(component, ComponentField.Software)) return device[component, ComponentField.Software];
        }

        return default;
    }
}
