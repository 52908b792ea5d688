namespace Collector.Export.RemoteWrite;

/// <summary>What there is to do for a shard.</summary>
internal enum ShardItemKind
{
    /// <summary>A module was published.</summary>
    Published,

    /// <summary>A poll is over.</summary>
    Polled,

    /// <summary>A stream brought updates.</summary>
    Updated,

    /// <summary>A target is no more.</summary>
    Ended,

    /// <summary>Time has passed: is a request overdue?</summary>
    Tick,
}
