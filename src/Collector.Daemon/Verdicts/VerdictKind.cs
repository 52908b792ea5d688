namespace Collector.Daemon.Verdicts;

/// <summary>What is wrong with a target, or that nothing is. Ordered by how much of it is missing, so that a list can begin with the worst.</summary>
internal enum VerdictKind
{
    /// <summary>The target names a module, an auth or a subscription that cannot be used.</summary>
    Misconfigured,

    /// <summary>Its name has no address.</summary>
    Unresolved,

    /// <summary>The host says that nobody listens on the port.</summary>
    Refused,

    /// <summary>The network says that the host cannot be reached; or a connection could not be made.</summary>
    Unreachable,

    /// <summary>The device says that it does not let us in, or falls silent as it does when a key is wrong.</summary>
    WrongCredentials,

    /// <summary>TLS could not be agreed on.</summary>
    Tls,

    /// <summary>Replies come from another address or port than was asked.</summary>
    WrongSource,

    /// <summary>Something answers that makes no sense.</summary>
    InvalidReplies,

    /// <summary>No reply, and nobody said why.</summary>
    Silent,

    /// <summary>As <see cref="Silent"/>, and not even asked at present.</summary>
    BackingOff,

    /// <summary>The device ended the stream, or cannot do what the subscription asks for.</summary>
    Rejected,

    /// <summary>Messages ceased.</summary>
    StreamSilent,

    /// <summary>It is the collector that is behind.</summary>
    Overloaded,

    /// <summary>It answers, and not everything could be read.</summary>
    Truncated,

    /// <summary>It answers, and has nothing of what a module reads.</summary>
    Empty,

    /// <summary>It answers, and did not in one of the last polls.</summary>
    Unsteady,

    /// <summary>SNMPv3 keys are being derived.</summary>
    KeysPending,

    /// <summary>Nothing was tried yet, or the first attempt is under way.</summary>
    Pending,

    /// <summary>Nothing is wrong.</summary>
    Ok,
}
