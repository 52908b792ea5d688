namespace Collector.Export.RemoteWrite.Buffer.Disk.Format;

/// <summary>A place in the log, told by all that was ever written before it, so that the distance of two places is what lies between: what is missing can be counted.</summary>
/// <param name="Requests">Requests before it, since the log began.</param>
/// <param name="Samples">Their samples.</param>
internal readonly record struct LogPoint(long Requests, long Samples)
{
    public LogPoint After(int samples) => new(Requests + 1, Samples + samples);

    /// <summary>What lies between this point and an earlier one.</summary>
    public LogPoint Since(LogPoint earlier) => new(Requests - earlier.Requests, Samples - earlier.Samples);

    public static LogPoint Later(LogPoint one, LogPoint other) => one.Requests >= other.Requests ? one : other;
}
