using Microsoft.Win32.SafeHandles;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>A file on the disk, without a buffer of its own: what was written outlives the process at once, and a power cut when it was flushed.</summary>
internal sealed class DiskFile(SafeFileHandle handle) : IBufferFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> bytes, long offset)
    {
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(handle, bytes[read..], offset + read) is > 0 and var more) read += more;
        return read;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(handle, bytes, offset);
        }
        catch (IOException)
        {
            TryCut(offset);
            throw;
        }
    }

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => handle.Dispose();

    // A disk that is full takes some of the bytes. Half a record would be found after a crash and be taken for a loss.
    private void TryCut(long length)
    {
        try
        {
            RandomAccess.SetLength(handle, length);
        }
        catch (IOException)
        {
            // The reader knows what half a record is; what failed first is what matters.
        }
    }
}
