using System.Buffers.Binary;

namespace Collector.Export.RemoteWrite.Buffer.Disk.Format;

/// <summary>The first 40 bytes of a segment: which version of the format, where in the log, and when it was begun.</summary>
/// <remarks>Little endian: magic (8 bytes), version (16 bits), zero (16), CRC-32C of the rest (32), requests and samples before it (64 each), time in milliseconds (64).</remarks>
internal readonly record struct SegmentHeader(ushort Version, LogPoint First, long CreatedUnixMs)
{
    public const int Size = 40;

    /// <summary>The version that this code writes, and the only one that it reads.</summary>
    public const ushort CurrentVersion = 1;

    private const int CrcAt = 12;

    // A byte that no text begins with, and line ends that a transfer as text would change.
    private static ReadOnlySpan<byte> Magic => [0xF1, (byte)'R', (byte)'W', (byte)'L', (byte)'O', (byte)'G', (byte)'\r', (byte)'\n'];

    public void Write(Span<byte> header)
    {
        header[..Size].Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], First.Requests);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], First.Samples);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], CreatedUnixMs);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcAt..], Checksum(header));
    }

    /// <summary>False if this is no header, or not whole. A header of another version is one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < Size || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) != Checksum(bytes)) return false;
        header = new SegmentHeader(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            new LogPoint(BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..])),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]));
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes) => Crc32C.Of(bytes[..CrcAt], bytes[(CrcAt + 4)..Size]);
}
