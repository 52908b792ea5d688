namespace Collector.Snmp.Modules;

/// <summary>What a lookup's <c>type</c> may say: how the value that is found becomes a label.</summary>
public enum SnmpLookupType
{
    Integer32,
    Integer,
    Gauge,
    Counter,
    Float,
    Double,
    DateAndTime,
    ParseDateAndTime,
    NTPTimeStamp,
    EnumAsInfo,
    EnumAsStateSet,
    Bits,
    PhysAddress48,
    OctetString,
    DisplayString,
    InetAddressIPv4,
    InetAddressIPv6,
    InetAddress,
    InetAddressMissingSize,
    LldpPortId,
}
