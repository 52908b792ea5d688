using System.IO.Compression;

namespace Collector.Grpc.Framing;

/// <summary>A message with its header before it, in one piece: header and payload go out in a single write.</summary>
internal static class OutgoingMessage
{
    public static byte[] Frame(ReadOnlySpan<byte> message, bool gzip)
    {
        if (gzip && message.Length > 0) return Compressed(message);
        var frame = new byte[FrameHeader.Size + message.Length];
        FrameHeader.Write(frame, isCompressed: false, message.Length);
        message.CopyTo(frame.AsSpan(FrameHeader.Size));
        return frame;
    }

    private static byte[] Compressed(ReadOnlySpan<byte> message)
    {
        using var frame = new MemoryStream();
        frame.Write(stackalloc byte[FrameHeader.Size]);
        using (var compression = new GZipStream(frame, CompressionLevel.Fastest, leaveOpen: true)) compression.Write(message);
        var bytes = frame.ToArray();
        FrameHeader.Write(bytes, isCompressed: true, bytes.Length - FrameHeader.Size);
        return bytes;
    }
}
