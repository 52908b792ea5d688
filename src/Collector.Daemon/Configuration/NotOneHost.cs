using System.Net;
using System.Net.Sockets;

namespace Collector.Daemon.Configuration;

/// <summary>Addresses that reach many hosts, or nobody knows which: no request on demand goes there, whatever is allowed.</summary>
internal static class NotOneHost
{
    private static readonly IPNetwork ThisNetwork = IPNetwork.Parse("0.0.0.0/8"); // RFC 1122 section 3.2.1.3; Linux takes it for itself
    private static readonly IPNetwork Multicast = IPNetwork.Parse("224.0.0.0/4");
    private static readonly IPNetwork Reserved = IPNetwork.Parse("240.0.0.0/4"); // with the broadcast address at its end

    /// <param name="address">Not an IPv4 address in its IPv6 form.</param>
    public static bool Is(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? ThisNetwork.Contains(address) || Multicast.Contains(address) || Reserved.Contains(address)
        : address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any);
}
