using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Drops the oldest segment and tells of every record in it that was not sent.</summary>
/// <remarks>The writer's side: one thread at a time.</remarks>
internal sealed class SegmentDropper(LogState state, SegmentFiles files, PositionKeeper position, LogLosses losses, DiskHealth health)
{
    private readonly RecordReader _records = new();

    /// <summary>Drops the oldest segment.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="writer">Lets go of it, if it is its.</param>
    /// <param name="createdBefore">Only if everything in it was written before: milliseconds since 1970.</param>
    /// <returns>False if there is none.</returns>
    public bool TryDrop(SampleDrop reason, SegmentWriter writer, long createdBefore = long.MaxValue)
    {
        if (!state.TryDetachOldest(createdBefore, out var detached)) return false;
        writer.Abandon(detached.Segment);
        if (detached.Lost.Requests > 0) Tell(reason, detached);
        // First the position: after a crash in between, the file is taken for one that was sent, as its loss has been told.
        position.Commit();
        files.Delete(detached.Segment);
        return true;
    }

    private void Tell(SampleDrop reason, in DetachedSegment detached)
    {
        var untold = detached.Lost;
        var newest = 0L;
        try
        {
            var offset = detached.Offset;
            while (files.Open(detached.Segment) is { } file && _records.TryRead(file, offset, detached.Segment.Length, out var record))
            {
                offset = record.End;
                if (record.Header.Point.Requests < detached.Next.Requests) continue;
                losses.Tell(reason, record);
                untold = untold.Since(new LogPoint(1, record.Header.Summary.Samples));
                newest = record.Header.Summary.NewestUnixMs;
            }
        }
        catch (Exception exception) when (DiskHealth.IsOfDisk(exception))
        {
            health.Failed(DiskOperation.Read, exception);
        }

        _records.Forget();
        losses.TellGap(reason, untold, newest, 0);
    }
}
