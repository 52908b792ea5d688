using System.Buffers;

namespace Collector.Grpc.Framing;

/// <summary>Takes the bytes of a stream as they come and hands out the messages in them, without copying those that are not compressed.</summary>
/// <remarks>
/// One thread at a time. Messages stay valid until <see cref="Recycle"/>. The buffer grows with what has arrived, never with what a length promises, is
/// handed back while nothing is waited for, and shrinks after a large message.
/// </remarks>
internal sealed class MessageBuffer(int maxMessageSize)
{
    private const int SmallestRead = 16 * 1024;
    private const int LargestRead = 128 * 1024;

    /// <summary>What one read may become by decompression before the reader has to take it.</summary>
    private const int MostInflatedAtOnce = 1024 * 1024;

    private readonly int _limit = Math.Min(maxMessageSize, Array.MaxLength - FrameHeader.Size);
    private readonly InflatedMessages _inflated = new();
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _readSize = SmallestRead;

    /// <summary>Whether the headers said that compressed messages are gzip.</summary>
    public bool IsGzip { get; set; }

    /// <summary>Nothing is left, not even part of a message.</summary>
    public bool IsEmpty => _start == _end;

    /// <summary>Bytes held, for tests.</summary>
    internal int Capacity => _buffer.Length + _inflated.Capacity;

    /// <summary>What stands next. Messages that were handed out stay valid.</summary>
    public FrameStatus Peek()
    {
        var status = FrameHeader.TryRead(_buffer.AsSpan(_start, _end - _start), _limit, out var isCompressed, out _);
        return status == FrameStatus.Message && isCompressed && !IsGzip ? FrameStatus.UnknownEncoding : status;
    }

    /// <summary>Takes the next message out. After anything but <see cref="FrameStatus.Message"/> and <see cref="FrameStatus.Incomplete"/> the stream is of no use any more.</summary>
    public FrameStatus TryRead(out ReadOnlyMemory<byte> message)
    {
        message = default;
        var status = FrameHeader.TryRead(_buffer.AsSpan(_start, _end - _start), _limit, out var isCompressed, out var length);
        if (status != FrameStatus.Message) return status;
        var payload = new ArraySegment<byte>(_buffer, _start + FrameHeader.Size, length);
        if (!isCompressed) message = payload;
        else if (!IsGzip) return FrameStatus.UnknownEncoding;
        else if (_inflated.Used > MostInflatedAtOnce) return FrameStatus.Incomplete; // after the next Recycle
        else status = _inflated.Inflate(payload, _limit, out message);
        if (status == FrameStatus.Message) _start += FrameHeader.Size + length;
        return status;
    }

    /// <summary>Ends the life of the messages that were handed out.</summary>
    public void Recycle()
    {
        _inflated.Clear();
        if (IsEmpty) Release();
    }

    /// <summary>Room for at least one more byte. Only after <see cref="Recycle"/>.</summary>
    public Memory<byte> GetMemory()
    {
        if (_buffer.Length == 0) _buffer = Rent(_readSize);
        else if (_start > 0) MoveToFront();
        else if (_end == _buffer.Length) Replace((int)Math.Clamp(Math.Min(2L * _buffer.Length, Needed()), Math.Max(_readSize, _end + FrameHeader.Size), Array.MaxLength));
        return _buffer.AsMemory(_end);
    }

    /// <summary>That many bytes were put into what <see cref="GetMemory"/> gave.</summary>
    public void Advance(int count)
    {
        // A full read says that more is waiting, so the next may be larger; small ones make the next smaller.
        if (count == _buffer.Length - _end) _readSize = Math.Min(_readSize * 2, LargestRead);
        else if (count < _readSize / 4) _readSize = Math.Max(_readSize / 2, SmallestRead);
        _end += count;
    }

    /// <summary>What the whole of the message that stands at the front takes; its length has been checked.</summary>
    private long Needed()
    {
        FrameHeader.TryRead(_buffer.AsSpan(_start, _end - _start), _limit, out _, out var length);
        return Math.Max((long)FrameHeader.Size + length, SmallestRead);
    }

    private void MoveToFront()
    {
        if (_buffer.Length > LargestRead && Needed() <= LargestRead)
        {
            Replace(LargestRead);
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    private void Replace(int size)
    {
        var next = Rent(size);
        var length = _end - _start;
        _buffer.AsSpan(_start, length).CopyTo(next);
        Release();
        (_buffer, _start, _end) = (next, 0, length);
    }

    private void Release()
    {
        if (_buffer.Length is > 0 and <= LargestRead) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = ([], 0, 0);
    }

    /// <summary>Large buffers are rare and are not kept.</summary>
    private static byte[] Rent(int size) => size <= LargestRead ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);
}
