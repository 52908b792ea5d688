using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Tells of records that will not be sent, with their targets where their heads can be read.</summary>
internal sealed class LogLosses(ISendLosses losses)
{
    public void Tell(SampleDrop reason, in StoredRecord record) => losses.Lost(reason, record.Header.Summary, TargetShares.Read(record.Targets.Span));

    public void Tell(SampleDrop reason, MemoryRecord record) => losses.Lost(reason, record.Header.Summary, TargetShares.Read(record.Targets.Span));

    /// <summary>Tells of records of which nothing is left but their number.</summary>
    /// <param name="reason">Why they are lost.</param>
    /// <param name="lost">How many, and how many samples.</param>
    /// <param name="afterUnixMs">The newest sample of what was before them; 0 if unknown.</param>
    /// <param name="beforeUnixMs">The oldest sample of what comes after them; 0 if unknown.</param>
    public void TellGap(SampleDrop reason, LogPoint lost, long afterUnixMs, long beforeUnixMs)
    {
        if (lost.Requests <= 0) return;
        var oldest = afterUnixMs > 0 ? afterUnixMs : beforeUnixMs;
        var newest = Math.Max(oldest, beforeUnixMs);
        for (var left = lost.Samples; left > 0; left -= int.MaxValue)
            losses.Lost(reason, new RequestSummary((int)Math.Min(left, int.MaxValue), oldest, newest), []);
    }
}
