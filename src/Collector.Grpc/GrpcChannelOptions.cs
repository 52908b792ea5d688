namespace Collector.Grpc;

/// <summary>How a channel connects and what it takes.</summary>
public sealed record GrpcChannelOptions
{
    /// <summary>Null for plain text (h2c).</summary>
    public GrpcTlsOptions? Tls { get; init; }

    /// <summary>For names, TCP and the TLS handshake together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of one message, before and after decompression. A longer one ends the call with <see cref="StatusCode.ResourceExhausted"/>.</summary>
    public int MaxReceiveMessageSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Compresses requests. Responses may be compressed either way.</summary>
    public bool Gzip { get; init; }

    /// <summary>Silence on the connection before TCP asks whether the peer is still there; null for none.</summary>
    public TimeSpan? TcpKeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the peer may leave data, or TCP's questions, unacknowledged (Linux); null leaves it to the kernel.</summary>
    public TimeSpan? TcpUserTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>HTTP/2 pings; null for none, the default: stock servers end calls of clients that ping on quiet streams. At least a second, as the BCL has it.</summary>
    public TimeSpan? KeepAlivePingDelay { get; init; }

    /// <summary>How long a ping may stay without an answer.</summary>
    public TimeSpan KeepAlivePingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Pings also when no call is open.</summary>
    public bool KeepAlivePingWithoutCalls { get; init; }

    /// <summary>Bytes that the server may send ahead of the reader of a call. 65,535 to 16 MiB.</summary>
    public int StreamWindowSize { get; init; } = 1024 * 1024;

    /// <summary>Tells deadlines and the time for connecting.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
