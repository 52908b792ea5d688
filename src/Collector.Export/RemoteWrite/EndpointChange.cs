namespace Collector.Export.RemoteWrite;

/// <summary>What a reload asks of an endpoint that there is already.</summary>
internal static class EndpointChange
{
    /// <summary>Whether both say the same, wherever it is written.</summary>
    public static bool IsNone(RemoteWriteOptions one, RemoteWriteOptions other) => one == other with { Position = one.Position };

    /// <summary>The new settings, but for what a queue is made of: it lasts as long as the process, with what waits in it.</summary>
    public static RemoteWriteOptions Possible(RemoteWriteOptions before, RemoteWriteOptions next) => next with
    {
        Queue = next.Queue with { Shards = before.Queue.Shards, MaxBytes = before.Queue.MaxBytes },
        Buffer = before.Buffer,
    };

    /// <summary>The keys that only the next start puts in force.</summary>
    public static IEnumerable<string> ForTheNextStart(RemoteWriteOptions before, RemoteWriteOptions next)
    {
        if (before.Queue.Shards != next.Queue.Shards) yield return "queue_config.shards";
        if (before.Queue.MaxBytes != next.Queue.MaxBytes) yield return "queue_config.max_bytes";
        if (before.Buffer != next.Buffer) yield return "buffer";
    }
}
