using Collector.Snmp.Ber;

namespace Collector.Snmp.Messages.V3;

/// <summary>Takes an SNMPv3 message with the user-based security model apart (RFC 3412 section 6). Never throws; what is signed or encrypted was not opened.</summary>
internal readonly ref struct V3Message
{
    private const int UserBasedModel = 3; // RFC 3411 section 5, SnmpSecurityModel

    /// <summary>The message without octets behind it: what a signature covers.</summary>
    public ReadOnlySpan<byte> Whole { get; private init; }

    /// <summary>The msgID, 0 to 2^31-1.</summary>
    public int Id { get; private init; }

    /// <summary>The longest message that the sender takes.</summary>
    public int MaxSize { get; private init; }

    public MessageFlags Flags { get; private init; }

    public UsmParameters Usm { get; private init; }

    /// <summary>Where the authentication parameters' content stands in <see cref="Whole"/>.</summary>
    public int AuthenticationAt { get; private init; }

    /// <summary>The encrypted octets if <see cref="Flags"/> say so, else the scoped PDU.</summary>
    public ReadOnlySpan<byte> Data { get; private init; }

    public bool IsAuthenticated => (Flags & MessageFlags.Authenticated) != 0;

    public bool IsEncrypted => (Flags & MessageFlags.Encrypted) != 0;

    public bool IsReportable => (Flags & MessageFlags.Reportable) != 0;

    public static DecodeStatus TryRead(ReadOnlySpan<byte> datagram, out V3Message message)
    {
        message = default;
        var outer = new BerReader(datagram);
        var status = outer.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> content);
        if (status != DecodeStatus.Ok) return status;
        var whole = datagram[..^outer.Rest.Length];
        var parts = new BerReader(content);
        if ((status = parts.TryReadInt32(out var version)) != DecodeStatus.Ok) return status;
        if (version != (int)SnmpVersion.V3) return DecodeStatus.UnsupportedVersion;
        if ((status = parts.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> header)) != DecodeStatus.Ok
            || (status = ReadHeader(header, out var id, out var maxSize, out var flags)) != DecodeStatus.Ok
            || (status = parts.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> security)) != DecodeStatus.Ok
            || (status = UsmParameters.TryRead(security, out var usm)) != DecodeStatus.Ok
            || (status = ReadData(parts.Rest, flags, out var data)) != DecodeStatus.Ok)
            return status;
        message = new V3Message
        {
            Whole = whole, Id = id, MaxSize = maxSize, Flags = flags, Usm = usm, Data = data,
            AuthenticationAt = OffsetOf(usm.Authentication, whole),
        };
        return DecodeStatus.Ok;
    }

    private static DecodeStatus ReadHeader(ReadOnlySpan<byte> content, out int id, out int maxSize, out MessageFlags flags)
    {
        (id, maxSize, flags) = (0, 0, MessageFlags.None);
        var parts = new BerReader(content);
        DecodeStatus status;
        if ((status = parts.TryReadInt32(out id)) != DecodeStatus.Ok
            || (status = parts.TryReadInt32(out maxSize)) != DecodeStatus.Ok
            || (status = parts.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> octet)) != DecodeStatus.Ok
            || (status = parts.TryReadInt32(out var model)) != DecodeStatus.Ok)
            return status;
        if (!parts.IsAtEnd) return DecodeStatus.TrailingOctets;
        if (id < 0 || maxSize < 0 || octet.Length != 1) return DecodeStatus.OutOfRange;
        if (model != UserBasedModel) return DecodeStatus.UnsupportedSecurityModel;
        flags = (MessageFlags)octet[0] & (MessageFlags.Authenticated | MessageFlags.Encrypted | MessageFlags.Reportable);
        // RFC 3412 section 7.2 (5d): privacy without authentication is no valid combination.
        return (flags & (MessageFlags.Authenticated | MessageFlags.Encrypted)) == MessageFlags.Encrypted ? DecodeStatus.OutOfRange : DecodeStatus.Ok;
    }

    private static DecodeStatus ReadData(ReadOnlySpan<byte> rest, MessageFlags flags, out ReadOnlySpan<byte> data)
    {
        var reader = new BerReader(rest);
        if ((flags & MessageFlags.Encrypted) == 0)
        {
            data = rest;
            var plain = reader.TryRead(BerTag.Sequence, out _);
            return plain == DecodeStatus.Ok && !reader.IsAtEnd ? DecodeStatus.TrailingOctets : plain;
        }

        var status = reader.TryRead(BerTag.OctetString, out data);
        return status == DecodeStatus.Ok && !reader.IsAtEnd ? DecodeStatus.TrailingOctets : status;
    }

    private static int OffsetOf(ReadOnlySpan<byte> part, ReadOnlySpan<byte> whole) => whole.Overlaps(part, out var at) ? at : 0;
}
