namespace Collector.Grpc;

/// <summary>What one call needs beside its message.</summary>
public readonly record struct CallOptions
{
    /// <summary>The deadline, counted from the start of the call, told to the server; null for none. Streams have none: give them a watchdog.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Sent as headers; null for none.</summary>
    public Metadata? Headers { get; init; }

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; init; }
}
