using Collector.Snmp.Ber;

namespace Collector.Snmp.Messages.V3;

/// <summary>A PDU and the context it belongs to (RFC 3412 section 6.8).</summary>
internal readonly ref struct ScopedPdu
{
    public ReadOnlySpan<byte> ContextEngineId { get; private init; }

    public ReadOnlySpan<byte> ContextName { get; private init; }

    /// <summary>The PDU with its tag, for <see cref="PduReader.TryRead"/>.</summary>
    public ReadOnlySpan<byte> Pdu { get; private init; }

    /// <summary>Octets behind it are ignored: a block cipher leaves its padding there (RFC 3414 section 8.1.1.3).</summary>
    public static DecodeStatus TryRead(ReadOnlySpan<byte> octets, out ScopedPdu scoped)
    {
        scoped = default;
        var outer = new BerReader(octets);
        var status = outer.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> content);
        if (status != DecodeStatus.Ok) return status;
        var parts = new BerReader(content);
        if ((status = parts.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> engineId)) != DecodeStatus.Ok
            || (status = parts.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> name)) != DecodeStatus.Ok)
            return status;
        scoped = new ScopedPdu { ContextEngineId = engineId, ContextName = name, Pdu = parts.Rest };
        return DecodeStatus.Ok;
    }
}
