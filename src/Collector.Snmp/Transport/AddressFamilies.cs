using System.Net;
using System.Net.Sockets;

namespace Collector.Snmp.Transport;

/// <summary>What differs between a lane's IPv4 and IPv6 sockets when they are opened.</summary>
internal static class AddressFamilies
{
    /// <summary>The local address for a socket of a family: the configured one if it is of that family, else any.</summary>
    public static IPAddress SourceFor(TransportOptions options, AddressFamily family)
    {
        if (options.SourceAddress?.AddressFamily == family)
            return options.SourceAddress;
        return family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
    }

    /// <summary>Opens a family's socket, or returns null where the machine does not have that family.</summary>
    /// <exception cref="SocketException">The source address is not one of this machine's.</exception>
    public static TSocket? TryOpen<TSocket>(Func<TSocket> open)
        where TSocket : class
    {
        try
        {
            return open();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.ProtocolNotSupported)
        {
            return null;
        }
    }
}
