namespace Collector.Export.RemoteWrite.Buffer.Disk.Format;

/// <summary>Makes the bytes of records in one buffer, again and again.</summary>
/// <remarks>One thread. Allocates only while the buffer grows.</remarks>
internal sealed class RecordImage
{
    private byte[] _buffer = new byte[64 << 10];

    /// <summary>A whole record, but for its place (<see cref="RecordHeader.Stamp"/>).</summary>
    /// <returns>Valid until the next call.</returns>
    public Memory<byte> Of(ReadOnlySpan<byte> body, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        if (body.Length > RecordHeader.MostBodyBytes) throw new ArgumentException("No request is so large.", nameof(body));
        var room = TargetShares.Room(targets);
        if (RecordHeader.Size + room + body.Length > _buffer.Length) _buffer = new byte[2 * (RecordHeader.Size + room + body.Length)];
        var shares = TargetShares.Write(_buffer.AsSpan(RecordHeader.Size, room), targets);
        var header = new RecordHeader
        {
            Summary = summary, BodyLength = body.Length, TargetsLength = (ushort)shares, Format = RecordHeader.RemoteWrite1, BodyChecksum = Crc32C.Of(body),
        };
        header.Write(_buffer);
        body.CopyTo(_buffer.AsSpan(header.HeadLength));
        return _buffer.AsMemory(0, header.TotalLength);
    }
}
