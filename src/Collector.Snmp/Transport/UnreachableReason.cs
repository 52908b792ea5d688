namespace Collector.Snmp.Transport;

/// <summary>Why the network says that nothing can reach a target. A silent target has no reason: it times out.</summary>
public enum UnreachableReason : byte
{
    /// <summary>Nobody listens on the port: ICMP port unreachable, or a refused TCP connection.</summary>
    Refused,

    /// <summary>A router or our own neighbour table gave up on the address.</summary>
    HostUnreachable,

    /// <summary>No route, or no socket of the address family on this machine.</summary>
    NetworkUnreachable,

    /// <summary>The request is larger than the path or the protocol carries.</summary>
    MessageTooLong,

    /// <summary>A filter here or on the way forbids the traffic, or the address is a broadcast address.</summary>
    PermissionDenied,

    /// <summary>Anything else, for instance a TCP peer that does not speak SNMP.</summary>
    Other,
}
