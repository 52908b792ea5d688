namespace Collector.Snmp.Mapping;

/// <summary>What one module of one device may make us hold and read, whatever the device says.</summary>
internal static class MappingLimits
{
    /// <summary>Cells a module may stage: 20,000 interfaces with 50 columns, 8 MB.</summary>
    public const long Cells = 1_000_000;

    /// <summary>Rows of one table.</summary>
    public const int Rows = 200_000;

    /// <summary>Varbinds of one module in one poll.</summary>
    public const int Varbinds = 4_000_000;

    /// <summary>Octets of new or changed text that the expressions of one metric look at in one poll: time grows with them.</summary>
    public const int ExtractedOctets = 1024 * 1024;

    /// <summary>Octets of varbinds of one module in one poll: no text and no label that we keep can be much more.</summary>
    public const int Octets = 64 * 1024 * 1024;
}
