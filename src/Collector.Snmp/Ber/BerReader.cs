namespace Collector.Snmp.Ber;

/// <summary>
/// Reads BER elements one behind the other from octets an agent sent. Never throws, never reads beyond the span,
/// never allocates. After anything but <see cref="DecodeStatus.Ok"/> it stands where it stood.
/// Next: <see cref="Messages.PduReader"/>.
/// </summary>
/// <remarks>RFC 3417 section 8: definite lengths only. Tags are one octet: SNMP has larger ones only inside Opaque.</remarks>
internal ref struct BerReader(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> _rest = octets;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads whatever element comes next.</summary>
    public DecodeStatus TryRead(out byte tag, out ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> rest = _rest;
        if (rest.Length < 2 || rest[1] >= 0x80 || rest[1] > rest.Length - 2 || IsLongTag(rest[0]))
        {
            return TryReadAnyForm(out tag, out content);
        }
        tag = rest[0];
        content = rest.Slice(2, rest[1]);
        _rest = rest[(2 + rest[1])..];
        return DecodeStatus.Ok;
    }

    /// <summary>Reads the next element, which must have this tag.</summary>
    public DecodeStatus TryRead(byte expectedTag, out ReadOnlySpan<byte> content)
    {
        if (_rest.IsEmpty || _rest[0] == expectedTag)
        {
            return TryRead(out _, out content);
        }
        content = default;
        return DecodeStatus.UnexpectedTag;
    }

    /// <summary>Reads an INTEGER that must fit 32 bits, as all numbers in message and PDU headers do.</summary>
    public DecodeStatus TryReadInt32(out int value)
    {
        ReadOnlySpan<byte> before = _rest;
        long wide = 0;
        DecodeStatus status = TryRead(BerTag.Integer, out ReadOnlySpan<byte> content);
        if (status == DecodeStatus.Ok)
        {
            status = BerInteger.TryReadSigned(content, out wide);
        }
        value = unchecked((int)wide);
        if (status == DecodeStatus.Ok && value == wide)
        {
            return DecodeStatus.Ok;
        }
        value = 0;
        _rest = before;
        return status == DecodeStatus.Ok ? DecodeStatus.IntegerTooLong : status;
    }

    // X.690 8.1.2.4: all five low bits set announce a tag number in further octets.
    internal static bool IsLongTag(byte tag) => (tag & 0x1F) == 0x1F;

    private DecodeStatus TryReadAnyForm(out byte tag, out ReadOnlySpan<byte> content)
    {
        tag = 0;
        content = default;
        if (_rest.IsEmpty)
        {
            return DecodeStatus.Truncated;
        }
        if (IsLongTag(_rest[0]))
        {
            return DecodeStatus.UnexpectedTag;
        }
        DecodeStatus status = BerLength.TryRead(_rest[1..], out int length, out int size);
        if (status != DecodeStatus.Ok)
        {
            return status;
        }
        if (length > _rest.Length - 1 - size)
        {
            return DecodeStatus.Truncated;
        }
        tag = _rest[0];
        content = _rest.Slice(1 + size, length);
        _rest = _rest[(1 + size + length)..];
        return DecodeStatus.Ok;
    }
}
