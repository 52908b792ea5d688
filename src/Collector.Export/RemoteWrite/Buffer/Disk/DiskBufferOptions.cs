namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>How much a shard's buffer on disk may hold, and how safely.</summary>
internal sealed record DiskBufferOptions
{
    /// <summary>Bytes that all segments may take. Beyond, the oldest segment goes.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Requests whose newest sample is older are not sent any more.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What was written is flushed to the disk this often, and the position with it: what a power cut may take. Zero flushes after each request.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the buffer's clock strikes.</summary>
    public TimeSpan MaintenanceInterval => FlushInterval > TimeSpan.Zero ? FlushInterval : TimeSpan.FromSeconds(1);

    /// <summary>Bytes of requests that are kept in memory while the disk takes none.</summary>
    public long MaxMemoryBytes { get; init; } = 32L << 20;

    /// <summary>Bytes of a segment: a sixteenth of everything, so that dropping the oldest loses little at once.</summary>
    public long SegmentBytes => Math.Clamp(MaxBytes / 16, 64 << 10, 64 << 20);
}
