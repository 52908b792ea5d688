using System.Buffers.Binary;

namespace Collector.Grpc.Framing;

/// <summary>The five bytes before each message: a flag that says whether it is compressed, and its length (gRPC over HTTP/2, "Length-Prefixed-Message").</summary>
internal static class FrameHeader
{
    public const int Size = 5;

    /// <summary>Reads a header and holds it against the limit, so that nobody makes room for a length that was not checked.</summary>
    public static FrameStatus TryRead(ReadOnlySpan<byte> bytes, int limit, out bool isCompressed, out int length)
    {
        (isCompressed, length) = (false, 0);
        if (bytes.IsEmpty) return FrameStatus.Incomplete;
        if (bytes[0] > 1) return FrameStatus.BadFlag;
        if (bytes.Length < Size) return FrameStatus.Incomplete;
        var announced = BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);
        if (announced > (uint)limit) return FrameStatus.TooLong;
        (isCompressed, length) = (bytes[0] == 1, (int)announced);
        return bytes.Length - Size < length ? FrameStatus.Incomplete : FrameStatus.Message;
    }

    public static void Write(Span<byte> to, bool isCompressed, int length)
    {
        to[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(to[1..], (uint)length);
    }
}
