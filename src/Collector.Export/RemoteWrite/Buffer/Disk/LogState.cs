using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>What a log holds, and how far it was read: the one thing that its writer, its reader and its clock share.</summary>
/// <remarks>Any thread; nobody holds the lock while a file is read or written. Segments are read oldest first, so the place to read is always in the first one.</remarks>
internal sealed class LogState
{
    private readonly Lock _changing = new(); // everything below
    private readonly List<Segment> _segments;
    private readonly Queue<MemoryRecord> _memory = new(); // behind everything on disk
    private long _segmentBytes;
    private long _memoryBytes;
    private long _memorySamples;
    private LogPoint _end;     // behind the newest record that has a place
    private LogPoint _flushed;
    private LogPoint _next;    // of the reader
    private long _offset;
    private int _generation;
    private bool _isMoving;    // the oldest record in memory is being written
    private LogPoint _lent;    // size of the request that the sender has: one request, or none
    private long _lentOffset;  // where it is in the first segment; negative if it is in none

    public LogState(IEnumerable<Segment> segments, LogPoint end, LogPoint next, long offset)
    {
        _segments = [.. segments];
        _segmentBytes = _segments.Sum(segment => segment.Length);
        (_end, _flushed, _next, _offset) = (end, end, next, offset);
    }

    /// <summary>Where the next record is written.</summary>
    public LogPoint End
    {
        get
        {
            lock (_changing) return _end;
        }
    }

    public long SegmentBytes
    {
        get
        {
            lock (_changing) return _segmentBytes;
        }
    }

    public int SegmentCount
    {
        get
        {
            lock (_changing) return _segments.Count;
        }
    }

    public long MemoryBytes
    {
        get
        {
            lock (_changing) return _memoryBytes;
        }
    }

    /// <summary>Whether there is something that the sender does not have and could read now.</summary>
    public bool HasMore
    {
        get
        {
            lock (_changing) return _next != _end || (_memory.Count > 0 && !_isMoving);
        }
    }

    /// <summary>Whether all has been acknowledged.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_changing) return _next == _end && _memory.Count == 0 && _lent == default;
        }
    }

    /// <summary>What waits, with the request that the sender has.</summary>
    public BufferLevel Level
    {
        get
        {
            lock (_changing)
            {
                var onDisk = _end.Since(_next);
                return new BufferLevel(onDisk.Requests + _lent.Requests + _memory.Count, onDisk.Samples + _lent.Samples + _memorySamples, _segmentBytes + _memoryBytes);
            }
        }
    }

    /// <summary>How far the sender has come, for the file that remembers it.</summary>
    public ReadPosition Position(bool isClosed)
    {
        lock (_changing)
        {
            // The request that the sender has counts as not sent. If its segment was taken away, its distance stays, and is a loss if we crash now.
            var point = new LogPoint(_next.Requests - _lent.Requests, _next.Samples - _lent.Samples);
            var offset = _lent != default && _lentOffset >= 0 ? _lentOffset : _offset;
            return new ReadPosition(_segments.Count > 0 ? _segments[0].Number : 0, offset, point, _flushed, isClosed);
        }
    }

    // The writer's side.

    public void Began(Segment segment)
    {
        lock (_changing)
        {
            if (_segments.Count == 0) _offset = SegmentHeader.Size;
            _segments.Add(segment);
            _segmentBytes += segment.Length;
        }
    }

    /// <summary>A record stands at the end of the newest segment.</summary>
    public void Appended(long length, int samples)
    {
        lock (_changing)
        {
            _segments[^1].Length += length;
            _segmentBytes += length;
            _end = _end.After(samples);
        }
    }

    /// <summary>Everything before a point is on the disk.</summary>
    public void Flushed(LogPoint point)
    {
        lock (_changing) _flushed = LogPoint.Later(_flushed, point);
    }

    public bool IsFlushed(out LogPoint end)
    {
        lock (_changing)
        {
            end = _end;
            return _flushed == _end;
        }
    }

    /// <summary>Takes the oldest segment away; the reader goes on with the next one. A request that the sender has stays the sender's.</summary>
    /// <param name="createdBefore">Only if the segment after it is older than this: milliseconds since 1970.</param>
    /// <param name="detached">What was taken.</param>
    public bool TryDetachOldest(long createdBefore, out DetachedSegment detached)
    {
        lock (_changing)
        {
            detached = default;
            if (_segments.Count == 0 || (createdBefore < long.MaxValue && (_segments.Count == 1 || _segments[1].CreatedUnixMs >= createdBefore))) return false;
            var end = LogPoint.Later(EndOfFirst(), _next);
            detached = new DetachedSegment(_segments[0], _offset, _next, end.Since(_next));
            _next = end;
            RemoveFirst();
            return true;
        }
    }

    public void Keep(MemoryRecord record)
    {
        lock (_changing)
        {
            _memory.Enqueue(record);
            _memoryBytes += record.Image.Length;
            _memorySamples += record.Header.Summary.Samples;
        }
    }

    /// <summary>Begins to write the oldest record in memory to the disk: the reader leaves it alone until <see cref="Moved"/>.</summary>
    public bool TryBeginMove(out MemoryRecord record)
    {
        lock (_changing) return _isMoving = _memory.TryPeek(out record);
    }

    public void Moved(bool isOnDisk)
    {
        lock (_changing)
        {
            _isMoving = false;
            if (isOnDisk) Dequeue();
        }
    }

    /// <summary>Takes the oldest record out of memory, to be lost.</summary>
    public bool TryDrop(out MemoryRecord record)
    {
        lock (_changing)
        {
            record = _memory.Count > 0 ? Dequeue() : default;
            return record.Image is not null;
        }
    }

    // The reader's side.

    public ReadingPlace Place()
    {
        lock (_changing)
        {
            return _segments.Count == 0
                ? new ReadingPlace(null, 0, 0, _next, _end, _generation)
                : new ReadingPlace(_segments[0], _offset, _segments[0].Length, _next, EndOfFirst(), _generation);
        }
    }

    /// <summary>Reads on from an offset and a point. False if the place is not where it was: the segment was taken away.</summary>
    public bool TryAdvance(in ReadingPlace from, long offset, LogPoint next)
    {
        lock (_changing)
        {
            if (from.Generation != _generation) return false;
            (_offset, _next) = (offset, next);
            return true;
        }
    }

    /// <summary>Gives a record to the sender.</summary>
    public bool TryLend(in ReadingPlace from, in StoredRecord record)
    {
        lock (_changing)
        {
            if (from.Generation != _generation) return false;
            (_offset, _next) = (record.End, record.Header.Point.After(record.Header.Summary.Samples));
            (_lent, _lentOffset) = (new LogPoint(1, record.Header.Summary.Samples), record.Offset);
            return true;
        }
    }

    /// <summary>Gives the oldest record in memory to the sender, if everything on disk was read.</summary>
    public bool TryLendFromMemory(out MemoryRecord record, out LogPoint point)
    {
        lock (_changing)
        {
            (record, point) = (default, _next);
            if (_isMoving || _memory.Count == 0 || _next != _end) return false;
            record = Dequeue();
            var samples = record.Header.Summary.Samples;
            _next = _end = _end.After(samples);
            (_lent, _lentOffset) = (new LogPoint(1, samples), -1);
            return true;
        }
    }

    public void Acknowledged()
    {
        lock (_changing) _lent = default;
    }

    /// <summary>Removes the first segment if all of it was read and another one has begun.</summary>
    public bool TryFinish(in ReadingPlace place)
    {
        lock (_changing)
        {
            if (place.Generation != _generation || _segments.Count < 2 || _offset < _segments[0].Length) return false;
            RemoveFirst();
            return true;
        }
    }

    private LogPoint EndOfFirst() => _segments.Count > 1 ? _segments[1].First : _end;

    private void RemoveFirst()
    {
        _segmentBytes -= _segments[0].Length;
        _segments.RemoveAt(0);
        _offset = SegmentHeader.Size;
        _lentOffset = -1;
        _generation++;
    }

    private MemoryRecord Dequeue()
    {
        var record = _memory.Dequeue();
        _memoryBytes -= record.Image.Length;
        _memorySamples -= record.Header.Summary.Samples;
        return record;
    }
}
