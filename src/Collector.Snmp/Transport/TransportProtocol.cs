namespace Collector.Snmp.Transport;

/// <summary>What carries a message to an agent: UDP, or TCP with messages framed by their own length (RFC 3430).</summary>
public enum TransportProtocol : byte
{
    Udp = 0,
    Tcp = 1,
}
