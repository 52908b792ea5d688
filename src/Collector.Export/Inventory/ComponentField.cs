namespace Collector.Export.Inventory;

/// <summary>What may be known of one component of a device, whoever said it.</summary>
public enum ComponentField : byte
{
    /// <summary>What the device calls it by: the entPhysicalIndex, or OpenConfig's name. Unique in its device.</summary>
    Id,

    Name,

    /// <summary>In lower case with underscores, from either vocabulary: <c>chassis</c>, <c>power_supply</c>, <c>transceiver</c>.</summary>
    Type,

    /// <summary>The id of what holds it.</summary>
    Parent,

    /// <summary>Where in its parent it sits: a number, or a place as the device names it.</summary>
    Position,

    Vendor,
    Model,
    Part,
    Serial,

    /// <summary>Revision of the hardware.</summary>
    Hardware,

    /// <summary>Revision of the firmware.</summary>
    Firmware,

    /// <summary>Revision of the software.</summary>
    Software,

    Description,
}
