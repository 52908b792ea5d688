namespace Collector.Export.Inventory;

/// <summary>What may be known of a device as a whole: said of it, or of its chassis.</summary>
public enum DeviceField : byte
{
    Name,
    Vendor,
    Model,
    Serial,

    /// <summary>Revision of the chassis.</summary>
    Hardware,

    /// <summary>The version that it runs.</summary>
    Software,

    /// <summary>As somebody wrote it into the device.</summary>
    Location,

    Description,
}
