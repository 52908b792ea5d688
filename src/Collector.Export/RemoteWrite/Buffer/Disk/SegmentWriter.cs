using Collector.Export.RemoteWrite.Buffer.Disk.Format;
using Collector.Pipeline.Concurrency;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Writes records to the newest segment and begins new ones.</summary>
/// <remarks>One thread at a time, but for <see cref="Flush"/>, which may come from another.</remarks>
internal sealed class SegmentWriter(LogState state, IBufferFolder folder, DiskBufferOptions options, TimeProvider time, DiskHealth health)
{
    private readonly byte[] _header = new byte[SegmentHeader.Size];
    private readonly Published<IBufferFile?> _file = new(null);
    private long _number;
    private long _length;

    /// <summary>The number that the next segment gets.</summary>
    public required long NextNumber { get; set; }

    /// <summary>Whether a segment has room for a record; a record that no segment has room for gets one for itself.</summary>
    private bool HasRoom(int bytes) => _length == SegmentHeader.Size || _length + bytes <= options.SegmentBytes;

    /// <summary>Writes one record, and gives it its place.</summary>
    /// <exception cref="IOException">It is not written.</exception>
    public void Write(Memory<byte> record)
    {
        if (_file.Value is null || !HasRoom(record.Length)) Begin();
        RecordHeader.Stamp(record.Span, state.End);
        RecordHeader.TryRead(record.Span, out var header);
        _file.Value!.Write(record.Span, _length);
        _length += record.Length;
        state.Appended(record.Length, header.Summary.Samples);
        if (options.FlushInterval == TimeSpan.Zero) Flush();
    }

    /// <summary>Any thread. Has the disk keep everything written so far.</summary>
    public void Flush()
    {
        if (state.IsFlushed(out var end)) return;
        // The end first: if a new segment begins in between, the old one was flushed when it was closed.
        if (_file.Value is { } file && TryFlush(file)) state.Flushed(end);
    }

    /// <summary>Ends the newest segment.</summary>
    public void Close()
    {
        if (_file.Exchange(null) is not { } file) return;
        var end = state.End;
        if (TryFlush(file)) state.Flushed(end);
        file.Dispose();
    }

    /// <summary>Lets go of a segment that is about to be deleted.</summary>
    public void Abandon(Segment segment)
    {
        if (segment.Number == _number) _file.Exchange(null)?.Dispose();
    }

    private void Begin()
    {
        Close();
        var segment = new Segment(NextNumber++, state.End, time.GetUtcNow().ToUnixTimeMilliseconds(), SegmentHeader.Size);
        new SegmentHeader(SegmentHeader.CurrentVersion, segment.First, segment.CreatedUnixMs).Write(_header);
        var file = folder.Create(segment.Name);
        try
        {
            file.Write(_header, 0);
        }
        catch
        {
            file.Dispose();
            TryDelete(segment);
            throw;
        }

        (_number, _length) = (segment.Number, SegmentHeader.Size);
        state.Began(segment);
        _file.Publish(file);
    }

    private bool TryFlush(IBufferFile file)
    {
        try
        {
            file.Flush();
            health.Worked(DiskOperation.Flush);
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false; // closed meanwhile, which flushes too
        }
        catch (Exception exception) when (DiskHealth.IsOfDisk(exception))
        {
            health.Failed(DiskOperation.Flush, exception);
            return false;
        }
    }

    private void TryDelete(Segment segment)
    {
        try
        {
            folder.Delete(segment.Name);
        }
        catch (Exception exception) when (DiskHealth.IsOfDisk(exception))
        {
            health.Failed(DiskOperation.Delete, exception); // an empty file, which the next start takes away
        }
    }
}
