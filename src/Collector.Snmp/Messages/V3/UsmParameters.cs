using Collector.Snmp.Ber;

namespace Collector.Snmp.Messages.V3;

/// <summary>The msgSecurityParameters of the user-based security model, as they lie in the datagram (RFC 3414 section 2.4). Lengths and ranges were checked, nothing else.</summary>
internal readonly ref struct UsmParameters
{
    public const int LongestEngineId = 32; // RFC 3411 section 5, SnmpEngineID
    public const int LongestUserName = 32;

    private const int LongestTag = 48;
    private const int LongestSalt = 8;

    /// <summary>Empty in a discovery.</summary>
    public ReadOnlySpan<byte> EngineId { get; private init; }

    public int Boots { get; private init; }

    /// <summary>Seconds since the engine's last boot.</summary>
    public int Time { get; private init; }

    public ReadOnlySpan<byte> UserName { get; private init; }

    public ReadOnlySpan<byte> Authentication { get; private init; }

    public ReadOnlySpan<byte> Privacy { get; private init; }

    /// <summary>Reads the content of the OCTET STRING.</summary>
    public static DecodeStatus TryRead(ReadOnlySpan<byte> octets, out UsmParameters parameters)
    {
        parameters = default;
        var outer = new BerReader(octets);
        var status = outer.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> content);
        if (status != DecodeStatus.Ok) return status;
        if (!outer.IsAtEnd) return DecodeStatus.TrailingOctets;
        var parts = new BerReader(content);
        if ((status = parts.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> engineId)) != DecodeStatus.Ok
            || (status = parts.TryReadInt32(out var boots)) != DecodeStatus.Ok
            || (status = parts.TryReadInt32(out var time)) != DecodeStatus.Ok
            || (status = parts.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> userName)) != DecodeStatus.Ok
            || (status = parts.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> authentication)) != DecodeStatus.Ok
            || (status = parts.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> privacy)) != DecodeStatus.Ok)
            return status;
        if (!parts.IsAtEnd) return DecodeStatus.TrailingOctets;
        var isInRange = engineId.Length <= LongestEngineId && boots >= 0 && time >= 0
            && userName.Length <= LongestUserName && authentication.Length <= LongestTag && privacy.Length <= LongestSalt;
        if (!isInRange) return DecodeStatus.OutOfRange;
        parameters = new UsmParameters
        {
            EngineId = engineId, Boots = boots, Time = time, UserName = userName, Authentication = authentication, Privacy = privacy,
        };
        return DecodeStatus.Ok;
    }
}
