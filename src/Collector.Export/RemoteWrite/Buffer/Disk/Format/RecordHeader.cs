using System.Buffers.Binary;

namespace Collector.Export.RemoteWrite.Buffer.Disk.Format;

/// <summary>What stands before the body of a request in a segment.</summary>
/// <remarks>
/// <para>
/// Little endian: magic (32 bits), CRC-32C of all that follows up to the body (32), requests and samples before this one (64 each), times of its oldest and newest sample in
/// milliseconds (64 each), samples (32), bytes of the body (32), bytes of the shares of targets (16), format of the body (8), zero (8), CRC-32C of the body (32); then the shares
/// (<see cref="TargetShares"/>); then the body.
/// </para>
/// <para>The head has a checksum of its own, so that where only the body is damaged it is still known what is lost: how much, whose, and of which minutes.</para>
/// </remarks>
internal readonly record struct RecordHeader
{
    /// <summary>Bytes before the shares.</summary>
    public const int Size = 56;

    /// <summary>Far above what a sender makes, far below what would hurt.</summary>
    public const int MostBodyBytes = 16 << 20;

    /// <summary>Remote write 1.0, protobuf in a snappy block.</summary>
    public const byte RemoteWrite1 = 1;

    private const int CrcAt = 4;

    /// <summary>Where it is in the log.</summary>
    public LogPoint Point { get; init; }

    public RequestSummary Summary { get; init; }

    public int BodyLength { get; init; }

    public ushort TargetsLength { get; init; }

    public byte Format { get; init; }

    public uint BodyChecksum { get; init; }

    /// <summary>Bytes before the body.</summary>
    public int HeadLength => Size + TargetsLength;

    public int TotalLength => HeadLength + BodyLength;

    /// <summary>What a record begins with. No UTF-8 text contains it.</summary>
    public static ReadOnlySpan<byte> Magic => [0xF1, (byte)'R', (byte)'W', (byte)'1'];

    /// <summary>Everything but the place, which is known when it is written.</summary>
    public void Write(Span<byte> record)
    {
        Magic.CopyTo(record);
        BinaryPrimitives.WriteInt64LittleEndian(record[24..], Summary.OldestUnixMs);
        BinaryPrimitives.WriteInt64LittleEndian(record[32..], Summary.NewestUnixMs);
        BinaryPrimitives.WriteInt32LittleEndian(record[40..], Summary.Samples);
        BinaryPrimitives.WriteInt32LittleEndian(record[44..], BodyLength);
        BinaryPrimitives.WriteUInt16LittleEndian(record[48..], TargetsLength);
        record[50] = Format;
        record[51] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(record[52..], BodyChecksum);
    }

    /// <summary>Gives a record its place in the log, and its head the checksum.</summary>
    /// <param name="record">As <see cref="Write"/> left it, with the shares.</param>
    /// <param name="point">The place.</param>
    public static void Stamp(Span<byte> record, LogPoint point)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], point.Requests);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], point.Samples);
        var head = Size + BinaryPrimitives.ReadUInt16LittleEndian(record[48..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[CrcAt..], Crc32C.Of(record[8..head]));
    }

    /// <summary>Reads what may be a header: lengths are in their bounds, and that is all. <see cref="IsIntact"/> says whether it is one.</summary>
    /// <param name="bytes">At least <see cref="Size"/>.</param>
    /// <param name="header">What they say.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RecordHeader header)
    {
        header = default;
        if (!bytes.StartsWith(Magic)) return false;
        header = Read(bytes);
        return header.BodyLength is >= 0 and <= MostBodyBytes && header.Summary.Samples >= 0;
    }

    /// <summary>Whether the head is as it was written.</summary>
    /// <param name="bytes">The record's, at least <see cref="HeadLength"/> of them.</param>
    public bool IsIntact(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeadLength && BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) == Crc32C.Of(bytes[8..HeadLength]);

    private static RecordHeader Read(ReadOnlySpan<byte> bytes) => new()
    {
        Point = new LogPoint(BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..])),
        Summary = new RequestSummary(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..])),
        BodyLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[44..]),
        TargetsLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes[48..]),
        Format = bytes[50],
        BodyChecksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[52..]),
    };
}
