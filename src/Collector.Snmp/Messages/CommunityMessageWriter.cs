using System.Diagnostics;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Messages;

/// <summary>
/// Writes a whole SNMPv1 or v2c message varbind by varbind into a caller's buffer: the requests of a walk, the responses
/// of the simulator. The buffer's length is the message's limit. As in <see cref="PduWriter"/>, what does not fit is
/// refused and leaves no trace.
/// </summary>
public ref struct CommunityMessageWriter
{
    private readonly Span<byte> _buffer;
    private readonly SnmpVersion _version;
    private readonly ReadOnlySpan<byte> _community;
    private readonly int _frontSize;
    private PduWriter _pdu;

    /// <summary><paramref name="community"/> is read again on completion and must not change until then.</summary>
    public CommunityMessageWriter(Span<byte> buffer, SnmpVersion version, ReadOnlySpan<byte> community, scoped in PduHeader header)
    {
        _buffer = buffer;
        _version = version;
        _community = community;
        _frontSize = BerLength.ElementSize(1) + BerLength.ElementSize(community.Length);
        int room = Math.Max(0, BerLength.LargestContent(buffer.Length) - _frontSize);
        // As in PduWriter: the PDU is written where it stands if the message's length takes one octet.
        _pdu = new PduWriter(room == 0 ? default : buffer.Slice(2 + _frontSize, room), header);
    }

    /// <summary>Adds a name with NULL, as requests have them.</summary>
    public bool TryAdd(scoped ReadOnlySpan<byte> name) => _pdu.TryAdd(name);

    public bool TryAdd(scoped in Varbind varbind) => _pdu.TryAdd(varbind);

    /// <summary>Adds a name and a value of any type, whose content octets the caller made.</summary>
    public bool TryAdd(scoped ReadOnlySpan<byte> name, SmiType type, scoped ReadOnlySpan<byte> content) => _pdu.TryAdd(name, type, content);

    /// <summary>Adds a varbind that the caller encoded whole.</summary>
    public bool TryAddEncoded(scoped ReadOnlySpan<byte> varbind) => _pdu.TryAddEncoded(varbind);

    public bool TryAddSigned(scoped ReadOnlySpan<byte> name, SmiType type, long value) => _pdu.TryAddSigned(name, type, value);

    public bool TryAddUnsigned(scoped ReadOnlySpan<byte> name, SmiType type, ulong value) => _pdu.TryAddUnsigned(name, type, value);

    /// <summary>The message is the first <paramref name="length"/> octets of the buffer. False when not even an empty one fits.</summary>
    public readonly bool TryComplete(out int length) => TryComplete(out length, out _);

    /// <summary>As above; the request-id's content is at <paramref name="requestIdOffset"/>.</summary>
    public readonly bool TryComplete(out int length, out int requestIdOffset)
    {
        length = 0;
        if (!_pdu.TryComplete(out int pduLength, out requestIdOffset))
        {
            return false;
        }
        int inner = _frontSize + pduLength;
        length = BerLength.ElementSize(inner);
        int pduAt = length - pduLength;
        _buffer.Slice(2 + _frontSize, pduLength).CopyTo(_buffer[pduAt..]);
        requestIdOffset += pduAt;
        var writer = new BerWriter(_buffer);
        bool written = writer.TryWriteHeader(BerTag.Sequence, inner)
            && writer.TryWriteSigned(BerTag.Integer, (int)_version)
            && writer.TryWrite(BerTag.OctetString, _community);
        Debug.Assert(written && writer.Length == pduAt, "The size was computed from the same parts.");
        return written;
    }
}
