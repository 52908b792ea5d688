using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Appends requests: to the disk, or to memory while the disk takes none.</summary>
/// <remarks>The encoder and the clock, one at a time. While the disk works, memory is empty.</remarks>
internal sealed class LogWriter(LogState state, SegmentWriter segments, SegmentDropper dropper, LogLosses losses, DiskBufferOptions options, TimeProvider time, DiskHealth health)
{
    /// <summary>How long a disk that failed is left alone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _writing = new(); // everything below, and the files of the log
    private readonly RecordImage _image = new();
    private long? _failedAt;
    private bool _isFull;

    public void Append(ReadOnlySpan<byte> body, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        lock (_writing)
        {
            var record = _image.Of(body, summary, targets);
            if (!TryEmptyMemory() || !TryWrite(record)) Keep(new MemoryRecord(record.ToArray()));
        }
    }

    /// <summary>Writes what is in memory if it is time to try again, and drops what is too old.</summary>
    public void Maintain()
    {
        lock (_writing)
        {
            TryEmptyMemory();
            var oldest = (time.GetUtcNow() - options.MaxAge).ToUnixTimeMilliseconds();
            while (dropper.TryDrop(SampleDrop.TooOld, segments, oldest))
            {
            }
        }
    }

    /// <summary>Ends the log. What the disk does not take now is lost.</summary>
    public void Close()
    {
        lock (_writing)
        {
            _failedAt = null;
            TryEmptyMemory();
            while (state.TryDrop(out var record)) losses.Tell(SampleDrop.Shutdown, record);
            segments.Close();
        }
    }

    private bool TryEmptyMemory()
    {
        while (state.TryBeginMove(out var record))
        {
            var isWritten = TryWrite(record.Image);
            state.Moved(isWritten);
            if (!isWritten) return false;
        }

        return true;
    }

    private bool TryWrite(Memory<byte> record)
    {
        if (_failedAt is { } failed && time.GetElapsedTime(failed) < Pause) return false;
        try
        {
            while (state.SegmentBytes + record.Length > options.MaxBytes && dropper.TryDrop(SampleDrop.BufferFull, segments))
            {
            }

            segments.Write(record);
            _failedAt = null;
            health.Worked(DiskOperation.Write);
            return true;
        }
        catch (Exception exception) when (DiskHealth.IsOfDisk(exception))
        {
            (_failedAt, _isFull) = (time.GetTimestamp(), DiskHealth.IsFull(exception));
            health.Failed(DiskOperation.Write, exception);
            return false;
        }
    }

    private void Keep(MemoryRecord record)
    {
        state.Keep(record);
        if (state.MemoryBytes <= options.MaxMemoryBytes) return;
        // The oldest go first, and they are on the disk. Where somebody else has filled it, our oldest segment makes room for what is in memory.
        if (_isFull && state.SegmentCount > 1 && dropper.TryDrop(SampleDrop.BufferFull, segments))
        {
            _failedAt = null;
            TryEmptyMemory();
        }

        while (state.MemoryBytes > options.MaxMemoryBytes && state.TryDrop(out var oldest)) losses.Tell(SampleDrop.BufferFull, oldest);
    }
}
