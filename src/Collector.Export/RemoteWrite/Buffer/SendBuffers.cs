using System.Collections.Immutable;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Pipeline.Concurrency;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>Makes the buffers of endpoints: on disk where they are configured so, otherwise in memory.</summary>
/// <remarks>One thread; what is on disk may be asked for by any.</remarks>
internal sealed class SendBuffers(TimeProvider time, ILogger logger)
{
    /// <summary>Bytes that one shard may have in memory while its disk takes none.</summary>
    private const long MostMemoryBytes = 32 << 20;

    private readonly Published<ImmutableList<(string Endpoint, BufferOptions Options, DiskBuffer Buffer)>> _onDisk = new([]);

    /// <summary>Those on disk, for their metrics.</summary>
    public IReadOnlyList<(string Endpoint, BufferOptions Options, DiskBuffer Buffer)> OnDisk => _onDisk.Value;

    /// <summary>An endpoint is no more.</summary>
    public void Forget(string endpoint) => _onDisk.Publish(_onDisk.Value.RemoveAll(one => one.Endpoint == endpoint));

    /// <summary>An endpoint as this run has it: what an earlier one left on disk may want another number of shards.</summary>
    /// <exception cref="IOException">Its folder cannot be read.</exception>
    public RemoteWriteOptions Settle(RemoteWriteOptions endpoint)
    {
        if (endpoint.Buffer is not { } buffer) return endpoint;
        var aged = Aged(endpoint);
        return aged with { Queue = aged.Queue with { Shards = FolderOf(endpoint, buffer).ShardsFor(endpoint.Queue.Shards) } };
    }

    /// <summary>What the receiver is tried with for hours ages too, and not only what is on disk.</summary>
    public static RemoteWriteOptions Aged(RemoteWriteOptions endpoint)
    {
        var limit = endpoint.Queue.SampleAgeLimit;
        if (endpoint.Buffer is not { } buffer || (limit > TimeSpan.Zero && limit <= buffer.MaxAge)) return endpoint;
        return endpoint with { Queue = endpoint.Queue with { SampleAgeLimit = buffer.MaxAge } };
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
        _onDisk.Publish(_onDisk.Value.Add((endpoint.Name, buffer, made)));
        return made;
    }

    private EndpointFolder FolderOf(RemoteWriteOptions endpoint, BufferOptions buffer) => new(buffer.DataFolder, endpoint.Name, logger);
}
