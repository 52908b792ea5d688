namespace Collector.Snmp.Modules;

/// <summary>What a metric's <c>type</c> in snmp.yml may say: how a varbind's value becomes a sample. Members are spelt as in the file.</summary>
public enum SnmpMetricType
{
    Counter,
    Gauge,
    Float,
    Double,
    DateAndTime,
    ParseDateAndTime,
    NTPTimeStamp,
    EnumAsInfo,
    EnumAsStateSet,
    Bits,
    DisplayString,
    OctetString,
    PhysAddress48,
    InetAddressIPv4,
    InetAddressIPv6,
    InetAddress,
    InetAddressMissingSize,
    LldpPortId,
}
