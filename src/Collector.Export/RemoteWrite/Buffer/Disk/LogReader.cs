using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Hands out one record after the other, oldest first, and tells of those that are damaged or too old.</summary>
/// <remarks>The sender's thread.</remarks>
internal sealed class LogReader(LogState state, SegmentFiles files, PositionKeeper position, LogLosses losses, DiskBufferOptions options, TimeProvider time, DiskHealth health)
{
    /// <summary>Attempts, one each time that the buffer's clock strikes, to read what the disk does not give before the rest of the segment is given up.</summary>
    public const int MostAttempts = 10;

    private readonly RecordReader _records = new();
    private readonly LogPoint _begin = state.End; // of this run
    private BufferedRequest? _lent;
    private MemoryRecord? _lentFromMemory;
    private ReadOnlyMemory<byte> _lentTargets;
    private long _newest;     // of the record before
    private int _failures;    // to read, one after the other
    private long _failedAt;
    private long _unreadable; // number of a segment that was given up and stays on disk

    /// <summary>Whether the sender has a request that it did not acknowledge.</summary>
    public bool IsLending => _lent is not null;

    /// <summary>The disk did not give what is there. Until the clock strikes, asking again is no use, however many requests are appended meanwhile.</summary>
    /// <remarks>Half an interval, since a strike comes a little less than an interval after the failure of who was woken by the one before.</remarks>
    public bool IsPausing => _failures > 0 && time.GetElapsedTime(_failedAt) < options.MaintenanceInterval / 2;

    /// <param name="oldestUnixMs">Requests with nothing newer than this are too old.</param>
    /// <param name="oldest">Its body is valid until it is acknowledged.</param>
    public bool TryPeek(long oldestUnixMs, out BufferedRequest oldest)
    {
        var hasLost = false;
        if (_lent is not null) files.CloseUnless(state.Place().Segment); // the body is in memory, and a file that was dropped takes up room while it is open
        while (_lent is null)
        {
            var place = state.Place();
            if (place.Offset >= place.Limit && place.Next.Requests >= place.End.Requests)
            {
                if (!TryFinish(place) && !TryLendFromMemory()) break;
            }
            else if (!TryRead(place, out var record))
            {
                if (_failures > 0) break;
                hasLost |= GiveUpRest(place);
            }
            else
            {
                hasLost |= Take(place, record, oldestUnixMs);
            }
        }

        if (hasLost) position.Commit(); // so that a crash does not tell it again
        oldest = _lent.GetValueOrDefault();
        return _lent is not null;
    }

    public void Acknowledge(long id)
    {
        if (_lent is not { } lent || lent.Id != id) return;
        (_lent, _lentTargets, _lentFromMemory) = (null, default, null);
        state.Acknowledged();
    }

    /// <summary>Whose samples are in the request that the sender has.</summary>
    public TargetSpan[] PeekedTargets() => TargetShares.Read(_lentTargets.Span);

    /// <summary>Ends reading. A request that the sender has not acknowledged is sent by the next run, or is lost if it was in memory only.</summary>
    public void Close()
    {
        if (_lentFromMemory is { } record)
        {
            losses.Tell(SampleDrop.Shutdown, record);
            state.Acknowledged();
        }

        files.Dispose();
    }

    private bool TryRead(in ReadingPlace place, out StoredRecord record)
    {
        record = default;
        if (place.Segment is null) return false;
        try
        {
            var isRead = files.Open(place.Segment) is { } file && _records.TryRead(file, place.Offset, place.Limit, out record);
            health.Worked(DiskOperation.Read);
            _failures = 0;
            return isRead;
        }
        catch (Exception exception) when (DiskHealth.IsOfDisk(exception))
        {
            health.Failed(DiskOperation.Read, exception);
            _failedAt = time.GetTimestamp();
            if (++_failures == MostAttempts) (_failures, _unreadable) = (0, place.Segment.Number);
            return false;
        }
    }

    /// <returns>Whether something is lost.</returns>
    private bool Take(in ReadingPlace place, in StoredRecord record, long oldestUnixMs)
    {
        var header = record.Header;
        if (header.Point.Requests < place.Next.Requests)
        {
            state.TryAdvance(place, record.End, place.Next); // acknowledged before
            return false;
        }

        var isDamaged = !record.IsWhole || header.Format != RecordHeader.RemoteWrite1;
        var isLost = isDamaged || header.Summary.NewestUnixMs < oldestUnixMs;
        var isHere = isLost ? state.TryAdvance(place, record.End, header.Point.After(header.Summary.Samples)) : state.TryLend(place, record);
        if (!isHere) return false; // dropped meanwhile, and told
        var gap = header.Point.Since(place.Next);
        losses.TellGap(SampleDrop.Damaged, gap, _newest, header.Summary.OldestUnixMs);
        if (isLost) losses.Tell(isDamaged ? SampleDrop.Damaged : SampleDrop.TooOld, record);
        else (_lent, _lentTargets) = (new BufferedRequest(header.Point.Requests, record.Body, header.Summary) { IsFromEarlierRun = header.Point.Requests < _begin.Requests }, record.Targets);
        _newest = header.Summary.NewestUnixMs;
        return isLost || gap.Requests > 0;
    }

    private bool TryLendFromMemory()
    {
        if (!state.TryLendFromMemory(out var record, out var point)) return false;
        (_lent, _lentTargets, _lentFromMemory) = (new BufferedRequest(point.Requests, record.Body, record.Header.Summary), record.Targets, record);
        return true;
    }

    /// <summary>Goes to the end of a segment in which there is no record any more.</summary>
    private bool GiveUpRest(in ReadingPlace place)
    {
        if (!state.TryAdvance(place, place.Limit, LogPoint.Later(place.End, place.Next))) return false;
        var lost = place.End.Since(place.Next);
        losses.TellGap(SampleDrop.Damaged, lost, _newest, 0);
        return lost.Requests > 0;
    }

    /// <summary>Leaves a segment that was read and acknowledged to its end.</summary>
    private bool TryFinish(in ReadingPlace place)
    {
        if (place.Segment is null || !state.TryFinish(place)) return false;
        _records.Forget();
        position.Commit(); // first, or a crash would leave a position in a file that is gone
        if (place.Segment.Number != _unreadable) files.Delete(place.Segment);
        return true;
    }
}
