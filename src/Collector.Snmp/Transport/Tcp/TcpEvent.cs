namespace Collector.Snmp.Transport.Tcp;

internal enum TcpEventKind : byte
{
    Message,
    TooLong,
    Failed,
    Closed,
}

/// <summary>What a TCP connection tells its lane. A message's octets are rented, and given back by the lane.</summary>
internal readonly record struct TcpEvent(
    TcpConnection Connection, TcpEventKind Kind, byte[]? Rented = null, int Length = 0, UnreachableReason Reason = default);
