namespace Collector.Snmp.Messages;

/// <summary>
/// The tag of a varbind's value (RFC 2578 section 7.1, RFC 3416 section 3; NsapAddress and UInteger32: RFC 1442).
/// Agents may send tags that are not here.
/// </summary>
public enum SmiType : byte
{
    Integer32 = 0x02,
    OctetString = 0x04,
    Null = 0x05,
    ObjectIdentifier = 0x06,
    IpAddress = 0x40,
    Counter32 = 0x41,
    Gauge32 = 0x42,

    /// <summary>Hundredths of a second, modulo 2^32.</summary>
    TimeTicks = 0x43,
    Opaque = 0x44,
    NsapAddress = 0x45,
    Counter64 = 0x46,
    UInteger32 = 0x47,
    NoSuchObject = 0x80,
    NoSuchInstance = 0x81,
    EndOfMibView = 0x82,
}
