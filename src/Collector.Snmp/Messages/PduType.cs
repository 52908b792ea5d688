namespace Collector.Snmp.Messages;

/// <summary>The tags of PDUs (RFC 3416 section 3; TrapV1: RFC 1157 section 4.1.6).</summary>
public enum PduType : byte
{
    Get = 0xA0,
    GetNext = 0xA1,
    Response = 0xA2,
    Set = 0xA3,
    TrapV1 = 0xA4,
    GetBulk = 0xA5,
    Inform = 0xA6,
    TrapV2 = 0xA7,
    Report = 0xA8,
}
