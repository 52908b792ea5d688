using System.Buffers;

namespace Collector.Snmp.Transport.Tcp;

/// <summary>What <see cref="MessageBuffer.TryTake"/> found at the head of a TCP stream.</summary>
internal enum MessageStatus : byte
{
    Incomplete,
    Whole,

    /// <summary>The message says that it is longer than we take.</summary>
    TooLong,

    /// <summary>Not a definite-length SEQUENCE: the stream cannot be found again.</summary>
    NotAMessage,
}

/// <summary>Cuts a TCP stream into SNMP messages, each a BER SEQUENCE that says its own length (RFC 3430 section 2.1).</summary>
/// <remarks>Room is made only for a length that was checked, and given back by <see cref="Dispose"/>. One thread at a time.</remarks>
internal sealed class MessageBuffer(int longest) : IDisposable
{
    private const int FirstRoom = 4096;
    private const byte Sequence = 0x30;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstRoom);
    private int _start, _end;
    private int _wanted;

    /// <summary>Where the next octets of the stream go; never empty.</summary>
    public Memory<byte> Free()
    {
        int held = _end - _start;
        int needed = Math.Max(_wanted, Math.Min(held + 1, longest));
        if (_start > 0 || needed > _bytes.Length)
        {
            byte[] target = needed <= _bytes.Length ? _bytes : ArrayPool<byte>.Shared.Rent(needed);
            _bytes.AsSpan(_start, held).CopyTo(target);
            if (target != _bytes)
                ArrayPool<byte>.Shared.Return(_bytes);
            (_bytes, _start, _end) = (target, 0, held);
        }

        return _bytes.AsMemory(_end);
    }

    /// <summary>Takes note of octets that were written to <see cref="Free"/>.</summary>
    public void Received(int count) => _end += count;

    /// <summary>Takes the next whole message; it stays valid until <see cref="Free"/>.</summary>
    public MessageStatus TryTake(out ReadOnlySpan<byte> message)
    {
        message = default;
        _wanted = 0;
        ReadOnlySpan<byte> held = _bytes.AsSpan(_start, _end - _start);
        MessageStatus status = ReadLength(held, out long length);
        if (status != MessageStatus.Whole)
            return status;
        if (length > longest)
            return MessageStatus.TooLong;
        if (length > held.Length)
        {
            _wanted = (int)length;
            return MessageStatus.Incomplete;
        }

        message = held[..(int)length];
        _start += (int)length;
        return MessageStatus.Whole;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    // Whole: the length of tag, length octets and content is known, the content may be still on its way.
    private static MessageStatus ReadLength(ReadOnlySpan<byte> held, out long length)
    {
        length = 0;
        if (held.Length > 0 && held[0] != Sequence)
            return MessageStatus.NotAMessage;
        if (held.Length < 2)
            return MessageStatus.Incomplete;
        // X.690 8.1.3: short form below 0x80; 0x80 is the indefinite form, which SNMP forbids (RFC 3417 section 8).
        int octets = held[1] & 0x7F;
        if (held[1] < 0x80)
        {
            length = 2 + octets;
            return MessageStatus.Whole;
        }

        if (octets is 0 or > sizeof(uint))
            return MessageStatus.NotAMessage;
        if (held.Length < 2 + octets)
            return MessageStatus.Incomplete;
        foreach (byte octet in held.Slice(2, octets))
            length = (length << 8) | octet;
        length += 2 + octets;
        return MessageStatus.Whole;
    }
}
