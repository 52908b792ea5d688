namespace Collector.Snmp.Ber;

/// <summary>
/// Writes BER elements one behind the other into a caller's buffer, lengths and integers in their shortest form.
/// What does not fit is not begun: the method says false, and the buffer keeps what it had.
/// </summary>
internal ref struct BerWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Octets written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Octets that still fit.</summary>
    public readonly int Room => _buffer.Length - Length;

    /// <summary>Writes tag and length; the caller goes on with the content.</summary>
    public bool TryWriteHeader(byte tag, int contentLength)
    {
        int size = BerLength.SizeOf(contentLength);
        if (1 + size > Room)
        {
            return false;
        }
        Span<byte> header = _buffer[Length..];
        header[0] = tag;
        if (size == 1)
        {
            header[1] = (byte)contentLength;
        }
        else
        {
            header[1] = (byte)(0x80 | (size - 1));
            for (int i = size; i > 1; i--)
            {
                header[i] = (byte)contentLength;
                contentLength >>= 8;
            }
        }
        Length += 1 + size;
        return true;
    }

    /// <summary>Writes an element whose content is at hand.</summary>
    public bool TryWrite(byte tag, scoped ReadOnlySpan<byte> content)
    {
        if (BerLength.ElementSize(content.Length) > Room)
        {
            return false;
        }
        TryWriteHeader(tag, content.Length);
        content.CopyTo(_buffer[Length..]);
        Length += content.Length;
        return true;
    }

    public bool TryWriteSigned(byte tag, long value)
    {
        int size = BerInteger.SizeOfSigned(value);
        if (2 + size > Room || !TryWriteHeader(tag, size))
        {
            return false;
        }
        Length += BerInteger.WriteSigned(_buffer[Length..], value);
        return true;
    }
}
