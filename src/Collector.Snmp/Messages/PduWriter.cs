using System.Diagnostics;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Messages;

/// <summary>
/// Writes one PDU varbind by varbind into a caller's buffer, never beyond it. A varbind that does not fit is refused and
/// leaves no trace: that is how a response is cut at the size the requester can take.
/// </summary>
internal ref struct PduWriter
{
    private readonly Span<byte> _buffer;
    private readonly PduHeader _header;
    private readonly int _numbersSize;
    private readonly int _start;
    private readonly int _largestList;
    private int _listLength;

    public PduWriter(Span<byte> buffer, scoped in PduHeader header)
    {
        _buffer = buffer;
        _header = header;
        _numbersSize = IntegerSize(header.RequestId) + IntegerSize(header.ErrorStatus) + IntegerSize(header.ErrorIndex);
        // Varbinds are written where they stand if all lengths take one octet; completing moves them up if not.
        _start = 2 + _numbersSize + 2;
        _largestList = BerLength.LargestContent(BerLength.LargestContent(buffer.Length) - _numbersSize);
    }

    /// <summary>Adds a name with NULL, as requests have them.</summary>
    public bool TryAdd(scoped ReadOnlySpan<byte> name) => TryAdd(name, SmiType.Null, default);

    public bool TryAdd(scoped in Varbind varbind) => TryAdd(varbind.Name, varbind.Value.Type, varbind.Value.Content);

    /// <summary>Adds a name and a value of any type, whose content octets the caller made.</summary>
    public bool TryAdd(scoped ReadOnlySpan<byte> name, SmiType type, scoped ReadOnlySpan<byte> content)
    {
        int inner = BerLength.ElementSize(name.Length) + BerLength.ElementSize(content.Length);
        int size = BerLength.ElementSize(inner);
        if (_listLength + size > _largestList)
        {
            return false;
        }
        var writer = new BerWriter(_buffer.Slice(_start + _listLength, size));
        bool written = writer.TryWriteHeader(BerTag.Sequence, inner)
            && writer.TryWrite(BerTag.ObjectIdentifier, name)
            && writer.TryWrite((byte)type, content);
        Debug.Assert(written && writer.Room == 0, "The size was computed from the same parts.");
        _listLength += size;
        return true;
    }

    /// <summary>Adds a varbind that the caller encoded whole.</summary>
    public bool TryAddEncoded(scoped ReadOnlySpan<byte> varbind)
    {
        if (_listLength + varbind.Length > _largestList)
        {
            return false;
        }
        varbind.CopyTo(_buffer[(_start + _listLength)..]);
        _listLength += varbind.Length;
        return true;
    }

    public bool TryAddSigned(scoped ReadOnlySpan<byte> name, SmiType type, long value)
    {
        Span<byte> content = stackalloc byte[BerInteger.MaxSize];
        return TryAdd(name, type, content[..BerInteger.WriteSigned(content, value)]);
    }

    public bool TryAddUnsigned(scoped ReadOnlySpan<byte> name, SmiType type, ulong value)
    {
        Span<byte> content = stackalloc byte[BerInteger.MaxSize];
        return TryAdd(name, type, content[..BerInteger.WriteUnsigned(content, value)]);
    }

    /// <summary>
    /// Puts the header in front. The PDU is the first <paramref name="length"/> octets of the buffer, its request-id's
    /// content is at <paramref name="requestIdOffset"/>. False when the buffer is too small for a PDU without varbinds.
    /// </summary>
    public readonly bool TryComplete(out int length, out int requestIdOffset)
    {
        length = 0;
        requestIdOffset = 0;
        if (_largestList < 0)
        {
            return false;
        }
        int inner = _numbersSize + BerLength.ElementSize(_listLength);
        length = BerLength.ElementSize(inner);
        _buffer.Slice(_start, _listLength).CopyTo(_buffer[(length - _listLength)..]);
        var writer = new BerWriter(_buffer);
        bool written = writer.TryWriteHeader((byte)_header.Type, inner);
        requestIdOffset = writer.Length + 2;
        written = written
            && writer.TryWriteSigned(BerTag.Integer, _header.RequestId)
            && writer.TryWriteSigned(BerTag.Integer, _header.ErrorStatus)
            && writer.TryWriteSigned(BerTag.Integer, _header.ErrorIndex)
            && writer.TryWriteHeader(BerTag.Sequence, _listLength);
        Debug.Assert(written && writer.Length == length - _listLength, "The size was computed from the same parts.");
        return written;
    }

    private static int IntegerSize(int value) => BerLength.ElementSize(BerInteger.SizeOfSigned(value));
}
