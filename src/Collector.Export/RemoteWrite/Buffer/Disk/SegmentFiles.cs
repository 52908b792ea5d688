namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>The segment that is being read, and the end of those that were.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class SegmentFiles(IBufferFolder folder, DiskHealth health) : IDisposable
{
    private IBufferFile? _open;
    private long _number;

    /// <summary>Opens a segment, unless it is open. Null if there is no such file any more.</summary>
    /// <exception cref="IOException">It is there and does not open.</exception>
    public IBufferFile? Open(Segment segment)
    {
        if (_open is not null && _number == segment.Number) return _open;
        Dispose();
        try
        {
            (_open, _number) = (folder.Open(segment.Name), segment.Number);
            return _open;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Closes what is open, unless it is this segment.</summary>
    public void CloseUnless(Segment? segment)
    {
        if (_number != segment?.Number) Dispose();
    }

    public void Delete(Segment segment)
    {
        if (_number == segment.Number) Dispose();
        try
        {
            folder.Delete(segment.Name);
            health.Worked(DiskOperation.Delete);
        }
        catch (Exception exception) when (DiskHealth.IsOfDisk(exception))
        {
            health.Failed(DiskOperation.Delete, exception); // the next start deletes it: it lies before the position
        }
    }

    public void Dispose()
    {
        _open?.Dispose();
        _open = null;
    }
}
