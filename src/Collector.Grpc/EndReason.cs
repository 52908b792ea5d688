namespace Collector.Grpc;

/// <summary>What ended a call, finer than the status: who said it, and where it broke.</summary>
public enum EndReason : byte
{
    /// <summary>The server said OK.</summary>
    Completed,

    /// <summary>The server said so, in its own status.</summary>
    ServerStatus,

    /// <summary>The server ends its connections now and then, and says that nothing is wrong: connect again.</summary>
    PlannedEnd,

    /// <summary>Our deadline passed.</summary>
    Deadline,

    /// <summary>We cancelled it.</summary>
    Cancelled,

    /// <summary>The name has no address.</summary>
    NameResolution,

    /// <summary>Nobody accepted the connection.</summary>
    Refused,

    /// <summary>No connection, or no end of the TLS handshake, within the time for it.</summary>
    ConnectTimeout,

    /// <summary>TLS failed; <see cref="TlsFailure"/> says why.</summary>
    Tls,

    /// <summary>The connection broke.</summary>
    ConnectionLost,

    /// <summary>The server reset the stream, or the connection with an error.</summary>
    Reset,

    /// <summary>What answered does not speak gRPC.</summary>
    NotGrpc,

    /// <summary>The server broke the rules of gRPC's messages.</summary>
    Malformed,

    /// <summary>A message was larger than we take.</summary>
    MessageTooLarge,
}
