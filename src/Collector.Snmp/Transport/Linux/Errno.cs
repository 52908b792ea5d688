namespace Collector.Snmp.Transport.Linux;

/// <summary>Linux error numbers that the transport tells apart (the same on x64 and arm64).</summary>
internal static class Errno
{
    public const int NotPermitted = 1;         // EPERM: a local packet filter
    public const int Interrupted = 4;          // EINTR
    public const int BadDescriptor = 9;        // EBADF
    public const int TryAgain = 11;            // EAGAIN
    public const int OutOfMemory = 12;         // ENOMEM
    public const int AccessDenied = 13;        // EACCES: broadcast address, or ICMPv6 administratively prohibited
    public const int BadAddress = 14;          // EFAULT
    public const int NotASocket = 88;          // ENOTSOCK
    public const int MessageTooLong = 90;      // EMSGSIZE
    public const int NetworkDown = 100;        // ENETDOWN
    public const int NetworkUnreachable = 101; // ENETUNREACH
    public const int OutOfBuffers = 105;       // ENOBUFS: with IP_RECVERR, a full device queue
    public const int ConnectionRefused = 111;  // ECONNREFUSED: ICMP port unreachable
    public const int HostDown = 112;           // EHOSTDOWN
    public const int HostUnreachable = 113;    // EHOSTUNREACH

    /// <summary>The kernel cannot take a datagram now; it is not the destination's fault.</summary>
    public static bool IsPushBack(int errno) => errno is TryAgain or OutOfBuffers or OutOfMemory;

    /// <summary>Only our own mistake leads here.</summary>
    public static bool IsOurs(int errno) => errno is BadDescriptor or BadAddress or NotASocket;

    public static UnreachableReason Reason(int errno) => errno switch
    {
        ConnectionRefused => UnreachableReason.Refused,
        HostUnreachable or HostDown => UnreachableReason.HostUnreachable,
        NetworkUnreachable or NetworkDown => UnreachableReason.NetworkUnreachable,
        MessageTooLong => UnreachableReason.MessageTooLong,
        AccessDenied or NotPermitted => UnreachableReason.PermissionDenied,
        _ => UnreachableReason.Other,
    };
}
