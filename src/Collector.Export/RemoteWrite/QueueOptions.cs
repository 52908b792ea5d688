namespace Collector.Export.RemoteWrite;

/// <summary>How an endpoint's series wait and how they are sent: <c>queue_config</c>.</summary>
public sealed record QueueOptions
{
    /// <summary>Queues that are sent at the same time. A target always belongs to the same one, so its series leave in order. 1 to 64.</summary>
    public int Shards { get; init; } = 2;

    /// <summary>Samples in one request. 1 to 100,000.</summary>
    public int MaxSamplesPerSend { get; init; } = 2000;

    /// <summary>How long samples wait for a request to be full.</summary>
    public TimeSpan BatchSendDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Before the first repetition.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>The longest wait between repetitions, unless the receiver asks for more.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a receiver that says "too many requests" gets them again, rather than never.</summary>
    public bool RetryOnHttp429 { get; init; } = true;

    /// <summary>Samples that are older when their turn comes are dropped; zero for no limit.</summary>
    public TimeSpan SampleAgeLimit { get; init; }

    /// <summary>Compressed requests that may wait in memory, all shards together. When there are more, the oldest are dropped.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>How long a process that is to end goes on sending.</summary>
    public TimeSpan FlushDeadline { get; init; } = TimeSpan.FromSeconds(10);
}
