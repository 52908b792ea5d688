namespace Collector.Export.RemoteWrite.Buffer.Disk.Format;

/// <summary>Reads records from segments through one buffer. Where something is damaged it looks for the next head whose checksum is right.</summary>
/// <remarks>One thread. The buffer grows to the largest record.</remarks>
internal sealed class RecordReader
{
    // A window holds any head whole, so a head can be judged without reading again.
    private byte[] _buffer = new byte[128 << 10];
    private IBufferFile? _file; // whose bytes are in the buffer
    private long _start;
    private int _length;

    /// <summary>Reads the first record at an offset or behind it.</summary>
    /// <param name="file">The segment.</param>
    /// <param name="offset">Where to begin.</param>
    /// <param name="limit">What lies behind is not looked at.</param>
    /// <param name="record">Its body may be damaged, its head is not.</param>
    /// <returns>False if there is none.</returns>
    public bool TryRead(IBufferFile file, long offset, long limit, out StoredRecord record)
    {
        while (limit - offset >= RecordHeader.Size)
        {
            var window = Window(file, offset, limit, RecordHeader.Size);
            if (window.Length < RecordHeader.Size) break; // the file is shorter than it should be
            var magic = window.IndexOf(RecordHeader.Magic);
            if (magic < 0)
            {
                offset += window.Length - (RecordHeader.Magic.Length - 1);
                continue;
            }

            offset += magic;
            if (limit - offset < RecordHeader.Size) break;
            window = Window(file, offset, limit, RecordHeader.Size);
            if (window.Length >= RecordHeader.Size && RecordHeader.TryRead(window, out var header) && header.IsIntact(Window(file, offset, limit, header.HeadLength)))
            {
                record = Complete(file, offset, limit, header);
                return true;
            }
            offset++;
        }

        record = default;
        return false;
    }

    /// <summary>Forgets what it has of a file.</summary>
    public void Forget() => _file = null;

    private StoredRecord Complete(IBufferFile file, long offset, long limit, in RecordHeader header)
    {
        var bytes = Window(file, offset, limit, header.TotalLength).Length;
        var isWhole = bytes >= header.TotalLength;
        var memory = _buffer.AsMemory((int)(offset - _start), Math.Min(bytes, header.TotalLength));
        var body = memory[header.HeadLength..];
        isWhole = isWhole && Crc32C.Of(body.Span) == header.BodyChecksum;
        return new StoredRecord
        {
            Header = header,
            Offset = offset,
            End = Math.Min(offset + header.TotalLength, limit), // the head is right, so its lengths are
            Targets = memory[RecordHeader.Size..header.HeadLength],
            Body = isWhole ? body : default,
            IsWhole = isWhole,
        };
    }

    /// <summary>Bytes of a file from an offset on: as many as are needed, if it has them, or more.</summary>
    private ReadOnlySpan<byte> Window(IBufferFile file, long offset, long limit, int needed)
    {
        needed = (int)Math.Min(needed, limit - offset);
        if (file != _file || offset < _start || offset + needed > _start + _length)
        {
            if (needed > _buffer.Length) _buffer = new byte[needed + (needed / 2)];
            _file = null; // in case that reading fails
            _length = file.Read(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, limit - offset)), offset);
            (_file, _start) = (file, offset);
        }

        return _buffer.AsSpan((int)(offset - _start), (int)Math.Min(_length - (offset - _start), limit - offset));
    }
}
