using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;

namespace Collector.Snmp.Security;

/// <summary>A datagram read as far as it takes to know which request it answers.</summary>
/// <remarks>
/// For v1 and v2c that is the request-id, and the PDU is already open. For v3 it is the msgID; the PDU may be encrypted, and its request-id
/// is checked when it has been opened.
/// </remarks>
internal readonly ref struct IncomingMessage
{
    private IncomingMessage(SnmpVersion version, int id, ReadOnlySpan<byte> community, Pdu pdu, V3Message v3)
    {
        Version = version;
        Id = id;
        Community = community;
        Pdu = pdu;
        V3 = v3;
    }

    public SnmpVersion Version { get; }

    /// <summary>What the request table knows the request by.</summary>
    public int Id { get; }

    /// <summary>v1 and v2c only.</summary>
    public ReadOnlySpan<byte> Community { get; }

    /// <summary>v1 and v2c only.</summary>
    public Pdu Pdu { get; }

    /// <summary>v3 only.</summary>
    public V3Message V3 { get; }

    /// <summary>Never throws; anything but a message that we could have asked for ends with a status.</summary>
    public static DecodeStatus TryRead(ReadOnlySpan<byte> datagram, out IncomingMessage message)
    {
        message = default;
        var status = CommunityMessage.TryRead(datagram, out var version, out var community, out var rest);
        if (status == DecodeStatus.UnsupportedVersion && version == SnmpVersion.V3) return TryReadV3(datagram, out message);
        if (status != DecodeStatus.Ok) return status;
        status = PduReader.TryRead(rest, out var pdu);
        if (status == DecodeStatus.Ok) message = new IncomingMessage(version, pdu.RequestId, community, pdu, default);
        return status;
    }

    private static DecodeStatus TryReadV3(ReadOnlySpan<byte> datagram, out IncomingMessage message)
    {
        message = default;
        var status = V3Message.TryRead(datagram, out var v3);
        if (status == DecodeStatus.Ok) message = new IncomingMessage(SnmpVersion.V3, v3.Id, default, default, v3);
        return status;
    }
}
