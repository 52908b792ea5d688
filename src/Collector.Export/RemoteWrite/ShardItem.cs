using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Live;

namespace Collector.Export.RemoteWrite;

/// <summary>What a lane tells a shard.</summary>
internal readonly record struct ShardItem
{
    public required ShardItemKind Kind { get; init; }

    public TargetSeries? Series { get; init; }

    public int Module { get; init; }

    /// <summary>Held for the shard, which releases it.</summary>
    public ModuleSnapshot? Snapshot { get; init; }

    /// <summary>Held likewise.</summary>
    public LiveBatch? Batch { get; init; }

    public LiveSchema? Schema { get; init; }

    public PollRecord Poll { get; init; }

    public TargetSeries? Heir { get; init; }

    /// <summary>When it was told.</summary>
    public long UnixMs { get; init; }
}
