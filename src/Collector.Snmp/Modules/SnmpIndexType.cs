namespace Collector.Snmp.Modules;

/// <summary>What an index's <c>type</c> may say: how many sub-identifiers it takes off the row's OID, and the label they become.</summary>
public enum SnmpIndexType
{
    Integer32,
    Integer,
    Gauge,
    Counter,
    PhysAddress48,
    OctetString,
    DisplayString,
    InetAddressIPv4,
    InetAddressIPv6,
    InetAddress,
    InetAddressMissingSize,
    LldpPortId,
    EnumAsInfo,
}
