using Collector.Export.RemoteWrite.Buffer.Disk;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>Makes the buffers of endpoints: on disk where they are configured so, otherwise in memory.</summary>
/// <remarks>One thread.</remarks>
internal sealed class SendBuffers(TimeProvider time, ILogger logger)
{
    /// <summary>Bytes that one shard may have in memory while its disk takes none.</summary>
    private const long MostMemoryBytes = 32 << 20;

    private readonly List<(string Endpoint, BufferOptions Options, DiskBuffer Buffer)> _onDisk = [];

    /// <summary>Those on disk, for their metrics.</summary>
    public IReadOnlyList<(string Endpoint, BufferOptions Options, DiskBuffer Buffer)> OnDisk => _onDisk;

    /// <summary>An endpoint as this run has it: what an earlier one left on disk may want another number of shards.</summary>
    /// <exception cref="IOException">Its folder cannot be read.</exception>
    public RemoteWriteOptions Settle(RemoteWriteOptions endpoint)
    {
        if (endpoint.Buffer is not { } buffer) return endpoint;
        var queue = endpoint.Queue with { Shards = FolderOf(endpoint, buffer).ShardsFor(endpoint.Queue.Shards) };
        // What the receiver is tried with for hours ages too.
        if (queue.SampleAgeLimit == TimeSpan.Zero || queue.SampleAgeLimit > buffer.MaxAge) queue = queue with { SampleAgeLimit = buffer.MaxAge };
        return endpoint with { Queue = queue };
    }

    /// <exception cref="IOException">Its folder cannot be read.</exception>
    public ISendBuffer Make(RemoteWriteOptions endpoint, int shard, ISendLosses losses)
    {
        var inMemory = endpoint.Queue.MaxBytes / endpoint.Queue.Shards;
        if (endpoint.Buffer is not { } buffer) return new MemoryBuffer(inMemory, losses);
        var options = new DiskBufferOptions
        {
            MaxBytes = buffer.MaxBytes / endpoint.Queue.Shards,
            MaxAge = buffer.MaxAge,
            FlushInterval = buffer.FlushInterval,
            MaxMemoryBytes = Math.Min(inMemory, MostMemoryBytes),
        };
        var made = DiskBuffer.Open(FolderOf(endpoint, buffer).Shard(shard, endpoint.Queue.Shards), options, losses, time, logger);
        _onDisk.Add((endpoint.Name, buffer, made));
        return made;
    }

    private EndpointFolder FolderOf(RemoteWriteOptions endpoint, BufferOptions buffer) => new(buffer.DataFolder, endpoint.Name, logger);
}
