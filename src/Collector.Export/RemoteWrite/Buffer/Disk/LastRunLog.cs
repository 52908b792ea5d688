using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Says at the start what the last run left.</summary>
internal static partial class LastRunLog
{
    public static void Tell(ILogger logger, string path, LastRun run)
    {
        if (run.Waiting.Requests > 0) LogWaiting(logger, run.Waiting.Samples, run.Waiting.Requests, path);
        if (!run.EndedInOrder && run.NewestUnixMs > 0) LogAbrupt(logger, path, DateTimeOffset.FromUnixTimeMilliseconds(run.NewestUnixMs));
        foreach (var segment in run.Foreign) LogForeign(logger, segment, path);
    }

    [LoggerMessage(LogLevel.Information, "Remote write: {Samples} samples in {Requests} requests wait in {Path} and are sent first")]
    private static partial void LogWaiting(ILogger logger, long samples, long requests, string path);

    [LoggerMessage(LogLevel.Warning, "Remote write: the last run did not close the buffer {Path}. Its newest sample is of {Newest:O}: what was polled after that and not yet written is missing")]
    private static partial void LogAbrupt(ILogger logger, string path, DateTimeOffset newest);

    [LoggerMessage(LogLevel.Warning, "Remote write: {Segment} in {Path} is of another version of the collector. It is left alone and not sent")]
    private static partial void LogForeign(ILogger logger, string segment, string path);
}
