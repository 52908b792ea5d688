namespace Collector.Snmp.Transport;

/// <summary>What a transport can do on this machine; what is missing is missing silently otherwise.</summary>
[Flags]
public enum TransportCapabilities
{
    None = 0,

    /// <summary>There is an IPv6 socket. Without it IPv6 targets are reported as <see cref="UnreachableReason.NetworkUnreachable"/>.</summary>
    IPv6 = 1,

    /// <summary>ICMP errors about UDP targets arrive as <see cref="IDatagramHandler.OnUnreachable"/>. Without it such targets time out.</summary>
    UdpErrors = 2,

    /// <summary><see cref="IDatagramTransport.ReceiveDrops"/> counts. Without it the number stays 0.</summary>
    DropCounter = 4,

    /// <summary><see cref="IDatagramTransport.Wait"/> honours fractions of a millisecond. Without it they are rounded up.</summary>
    FineWait = 8,
}
