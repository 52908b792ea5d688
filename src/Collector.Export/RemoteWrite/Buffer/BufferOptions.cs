namespace Collector.Export.RemoteWrite.Buffer;

/// <summary><c>buffer</c> of an endpoint: what is kept on disk until the receiver has it. All shards together.</summary>
public sealed record BufferOptions
{
    /// <summary>The least that is of use: a few segments for each shard.</summary>
    public const long LeastBytes = 16 << 20;

    /// <summary>The <c>data_dir</c>: folders of endpoints are in it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Bytes on disk. Beyond, the oldest samples go, and are counted.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Samples that are older are not sent any more.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often what was written is flushed to the disk: what a power cut may take. A killed process loses nothing of it. Zero flushes after each request.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);
}
