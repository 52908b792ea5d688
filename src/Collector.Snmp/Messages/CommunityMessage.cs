using Collector.Snmp.Ber;

namespace Collector.Snmp.Messages;

/// <summary>Takes apart a message of SNMPv1 or v2c: version, community, PDU (RFC 1157 section 4, RFC 1901 section 3).</summary>
public static class CommunityMessage
{
    /// <summary>
    /// <paramref name="pdu"/> is what <see cref="PduReader.TryRead"/> takes. Another version ends with
    /// <see cref="DecodeStatus.UnsupportedVersion"/>, and <paramref name="version"/> tells which.
    /// Octets behind the message are ignored: some agents pad their datagrams.
    /// </summary>
    public static DecodeStatus TryRead(
        ReadOnlySpan<byte> datagram, out SnmpVersion version, out ReadOnlySpan<byte> community, out ReadOnlySpan<byte> pdu)
    {
        version = default;
        community = default;
        pdu = default;
        var outer = new BerReader(datagram);
        DecodeStatus status = outer.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> message);
        if (status != DecodeStatus.Ok)
        {
            return status;
        }
        var parts = new BerReader(message);
        status = parts.TryReadInt32(out int number);
        if (status != DecodeStatus.Ok)
        {
            return status;
        }
        version = (SnmpVersion)number;
        if (version is not (SnmpVersion.V1 or SnmpVersion.V2c))
        {
            return DecodeStatus.UnsupportedVersion;
        }
        status = parts.TryRead(BerTag.OctetString, out community);
        if (status == DecodeStatus.Ok)
        {
            pdu = parts.Rest;
        }
        return status;
    }
}
