using System.Net;
using System.Net.Sockets;

namespace Collector.Snmp.Transport.Addresses;

/// <summary>What one lookup of a target's name found.</summary>
/// <param name="Addresses">All addresses that can be used, the preferred one first; none with an error.</param>
/// <param name="Error">Why there are none, in words; null when there are some.</param>
public sealed record AddressLookup(IReadOnlyList<IPAddress> Addresses, string? Error)
{
    /// <summary>Those of a name's addresses that are of the right family.</summary>
    internal static AddressLookup Of(TargetAddress target, IPAddress[] found, bool ipv6)
    {
        IPAddress[] usable = [.. found.Where(address => IsUsable(target, address, ipv6))];
        if (usable.Length > 0) return new AddressLookup(usable, null);
        return new AddressLookup([], found.Length == 0 ? "the name has no address" : "the name has no address of the right family");
    }

    /// <summary>Whether an address is of a family that the target may have.</summary>
    internal static bool IsUsable(TargetAddress target, IPAddress address, bool ipv6) =>
        address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
        && (target.Family is null || address.AddressFamily == target.Family)
        && (ipv6 || address.AddressFamily == AddressFamily.InterNetwork);
}
