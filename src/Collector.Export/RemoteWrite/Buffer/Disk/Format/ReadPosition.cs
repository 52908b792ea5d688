using System.Buffers.Binary;

namespace Collector.Export.RemoteWrite.Buffer.Disk.Format;

/// <summary>How far the sender has come, as the small file beside the segments has it.</summary>
/// <param name="Segment">The number of the segment where the next record to be sent is.</param>
/// <param name="Offset">Where in it.</param>
/// <param name="Point">Where in the log: everything before has been acknowledged, or was told as lost.</param>
/// <param name="Written">What was on the disk for certain. If the segments end before, the rest of them has gone.</param>
/// <param name="IsClosed">The run that wrote it ended in order, and nothing was in memory only.</param>
/// <remarks>
/// Little endian: magic (8 bytes), version (16 bits), closed (16), CRC-32C of the rest (32), segment, offset, requests and samples of the point, requests and samples written
/// (64 each).
/// </remarks>
internal readonly record struct ReadPosition(long Segment, long Offset, LogPoint Point, LogPoint Written, bool IsClosed)
{
    public const int Size = 64;

    public const string FileName = "position";

    private const int CrcAt = 12;
    private const ushort CurrentVersion = 1;

    private static ReadOnlySpan<byte> Magic => [0xF1, (byte)'R', (byte)'W', (byte)'P', (byte)'O', (byte)'S', (byte)'\r', (byte)'\n'];

    public void Write(Span<byte> bytes)
    {
        bytes[..Size].Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], CurrentVersion);
        bytes[10] = IsClosed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Segment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Point.Requests);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], Point.Samples);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[48..], Written.Requests);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[56..], Written.Samples);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[CrcAt..], Checksum(bytes));
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out ReadPosition position)
    {
        position = default;
        if (bytes.Length != Size || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) != CurrentVersion) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) != Checksum(bytes)) return false;
        position = new ReadPosition(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            new LogPoint(BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[40..])),
            new LogPoint(BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[56..])),
            bytes[10] == 1);
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes) => Crc32C.Of(bytes[..CrcAt], bytes[(CrcAt + 4)..Size]);
}
