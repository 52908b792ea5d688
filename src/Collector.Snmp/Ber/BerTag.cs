namespace Collector.Snmp.Ber;

/// <summary>The universal tags that frame SNMP messages. Value types are in <see cref="Messages.SmiType"/>.</summary>
internal static class BerTag
{
    public const byte Integer = 0x02;
    public const byte OctetString = 0x04;
    public const byte Null = 0x05;
    public const byte ObjectIdentifier = 0x06;
    public const byte Sequence = 0x30;
}
