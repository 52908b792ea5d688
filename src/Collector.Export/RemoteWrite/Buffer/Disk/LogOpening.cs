using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Finds out from a folder what is in the log and how far it was sent. Only the newest segments are read; the others are when their turn comes.</summary>
/// <remarks>Deletes nothing but segments that were sent to their end.</remarks>
internal sealed class LogOpening(IBufferFolder folder)
{
    private readonly RecordReader _records = new();
    private readonly List<string> _foreign = [];
    private readonly byte[] _header = new byte[SegmentHeader.Size];
    private long _newestNumber;
    private long _newestUnixMs;

    /// <summary>The number for the next segment.</summary>
    public long NextNumber => _newestNumber + 1;

    /// <exception cref="IOException">The folder cannot be read.</exception>
    public LogState Open(out LastRun lastRun)
    {
        var isKnown = ReadPosition.TryRead(folder.Read(ReadPosition.FileName), out var position);
        _newestNumber = position.Segment;
        var found = Find(position.Segment);
        var end = LogPoint.Later(EndOf(found), LogPoint.Later(position.Point, position.Written));
        var segments = Place(found, end);
        var isAtSegment = isKnown && segments.Count > 0 && segments[0].Number == position.Segment;
        var next = isKnown ? position.Point : segments.Count > 0 ? segments[0].First : end;
        lastRun = new LastRun(end.Since(next), EndedInOrder: isKnown ? position.IsClosed : segments.Count == 0, _newestUnixMs, _foreign);
        return new LogState(segments, end, next, isAtSegment ? Math.Max(position.Offset, SegmentHeader.Size) : SegmentHeader.Size);
    }

    /// <summary>All segments from a number on, in their order. Those before were sent, and are deleted.</summary>
    private List<FoundSegment> Find(long first)
    {
        var numbers = new List<long>();
        foreach (var name in folder.List())
        {
            if (Segment.TryParseName(name, out var number)) numbers.Add(number);
        }

        numbers.Sort();
        if (numbers.Count > 0) _newestNumber = Math.Max(_newestNumber, numbers[^1]);
        var own = numbers.Where(number => !IsForeign(number)).ToArray(); // nobody here knows how far another version has sent its own
        foreach (var sent in own.Where(number => number < first)) folder.Delete(Segment.NameOf(sent));
        return [.. own.Where(number => number >= first).Select(Look)];
    }

    private bool IsForeign(long number)
    {
        using var file = folder.Open(Segment.NameOf(number));
        if (!TryReadHeader(file, out var header) || header.Version == SegmentHeader.CurrentVersion) return false;
        _foreign.Add(Segment.NameOf(number));
        return true;
    }

    private bool TryReadHeader(IBufferFile file, out SegmentHeader header) => SegmentHeader.TryRead(_header.AsSpan(0, file.Read(_header, 0)), out header);

    private FoundSegment Look(long number)
    {
        using var file = folder.Open(Segment.NameOf(number));
        if (TryReadHeader(file, out var header)) return new FoundSegment(number, header.First, header.CreatedUnixMs, file.Length);
        // A header that is damaged takes nothing with it: the first record says where it is.
        return new FoundSegment(number, _records.TryRead(file, 0, file.Length, out var record) ? record.Header.Point : null, long.MaxValue, file.Length);
    }

    /// <summary>Behind the last record whose head can be read.</summary>
    private LogPoint EndOf(List<FoundSegment> found)
    {
        var end = default(LogPoint);
        for (var i = found.Count - 1; i >= 0 && _newestUnixMs == 0; i--)
        {
            end = LogPoint.Later(end, found[i].First ?? default);
            using var file = folder.Open(Segment.NameOf(found[i].Number));
            for (var offset = 0L; _records.TryRead(file, offset, found[i].Length, out var record); offset = record.End)
            {
                end = LogPoint.Later(end, record.Header.Point.After(record.Header.Summary.Samples));
                _newestUnixMs = Math.Max(_newestUnixMs, record.Header.Summary.NewestUnixMs);
            }

            TryFlush(file);
        }

        return end;
    }

    /// <summary>A killed process has written, but perhaps not flushed; from now on everything before the end counts as flushed.</summary>
    private static void TryFlush(IBufferFile file)
    {
        try
        {
            file.Flush();
        }
        catch (Exception exception) when (DiskHealth.IsOfDisk(exception))
        {
            // A system that flushes for writers only: then a power cut right after a kill takes what the kill spared.
        }
    }

    /// <summary>Gives those without a place the place of the next one: whatever was in them lies before it.</summary>
    private static List<Segment> Place(List<FoundSegment> found, LogPoint end)
    {
        var segments = new List<Segment>();
        for (var i = found.Count - 1; i >= 0; i--)
        {
            var first = found[i].First ?? (segments.Count > 0 ? segments[0].First : end);
            segments.Insert(0, new Segment(found[i].Number, first, found[i].CreatedUnixMs, found[i].Length));
        }

        return segments;
    }

    private sealed record FoundSegment(long Number, LogPoint? First, long CreatedUnixMs, long Length);
}
