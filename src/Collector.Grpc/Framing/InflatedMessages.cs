using System.Buffers.Binary;
using System.IO.Compression;

namespace Collector.Grpc.Framing;

/// <summary>The decompressed messages of one read. Each has a compression context of its own, as gRPC wants it.</summary>
/// <remarks>One thread at a time. Messages stay valid until <see cref="Clear"/>.</remarks>
internal sealed class InflatedMessages
{
    private const int KeptRoom = 64 * 1024;
    private const int SmallestRoom = 4 * 1024;
    private const int SmallestGzip = 18; // RFC 1952: header and trailer without options

    private byte[] _room = [];
    private int _used;

    /// <summary>Bytes of messages since <see cref="Clear"/>.</summary>
    public int Used { get; private set; }

    public int Capacity => _room.Length;

    public void Clear()
    {
        (_used, Used) = (0, 0);
        if (_room.Length > KeptRoom) _room = [];
    }

    public FrameStatus Inflate(ArraySegment<byte> compressed, int limit, out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (compressed is not [0x1F, 0x8B, ..] || compressed.Count < SmallestGzip) return FrameStatus.BadGzip; // GZipStream takes what is too short for nothing
        using var source = new MemoryStream(compressed.Array!, compressed.Offset, compressed.Count, writable: false);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        try
        {
            var length = Fill(gzip, limit);
            if (length > limit) return FrameStatus.TooLong;
            // GZipStream does not miss a trailer. Its last four octets are the length (RFC 1952 section 2.3.1).
            if (BinaryPrimitives.ReadUInt32LittleEndian(compressed.AsSpan(^4..)) != (uint)length) return FrameStatus.BadGzip;
            message = _room.AsMemory(_used, length);
            _used += length;
            Used += length;
            return FrameStatus.Message;
        }
        catch (InvalidDataException)
        {
            return FrameStatus.BadGzip;
        }
    }

    /// <summary>Reads until the end or one byte over the limit.</summary>
    private int Fill(GZipStream gzip, int limit)
    {
        for (var length = 0; ;)
        {
            var free = Math.Min(_room.Length - _used - length, limit + 1 - length);
            if (length > limit) return length;
            if (free == 0)
            {
                Grow(length, limit);
                continue;
            }

            var read = gzip.Read(_room, _used + length, free);
            if (read == 0) return length;
            length += read;
        }
    }

    /// <summary>Messages that were handed out keep the old array, so only the current one moves.</summary>
    private void Grow(int length, int limit)
    {
        var size = (int)Math.Clamp(2L * length, SmallestRoom, Math.Max(SmallestRoom, limit + 1L));
        var next = GC.AllocateUninitializedArray<byte>(size);
        _room.AsSpan(_used, length).CopyTo(next);
        (_room, _used) = (next, 0);
    }
}
