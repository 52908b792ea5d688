using System.Net.Sockets;
using Collector.Snmp.Transport.Linux;

namespace Collector.Snmp.Transport;

/// <summary>Reads the BCL's socket errors as reasons; <see cref="Errno"/> does it for the kernel's own numbers.</summary>
internal static class UnreachableReasons
{
    public static UnreachableReason From(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => UnreachableReason.Refused,
        SocketError.HostUnreachable or SocketError.HostDown or SocketError.TimedOut => UnreachableReason.HostUnreachable,
        SocketError.NetworkUnreachable or SocketError.NetworkDown => UnreachableReason.NetworkUnreachable,
        SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable => UnreachableReason.NetworkUnreachable,
        SocketError.MessageSize => UnreachableReason.MessageTooLong,
        SocketError.AccessDenied => UnreachableReason.PermissionDenied,
        _ => UnreachableReason.Other,
    };
}
