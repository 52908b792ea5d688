using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Security;

/// <summary>A datagram read as far as it takes to know which request it answers.</summary>
/// <remarks>For v1 and v2c that is the request-id, and the PDU is already open.</remarks>
public readonly ref struct IncomingMessage
{
    private IncomingMessage(SnmpVersion version, int id, ReadOnlySpan<byte> community, Pdu pdu)
    {
        Version = version;
        Id = id;
        Community = community;
        Pdu = pdu;
    }

    public SnmpVersion Version { get; }

    /// <summary>What the request table knows the request by.</summary>
    public int Id { get; }

    public ReadOnlySpan<byte> Community { get; }

    public Pdu Pdu { get; }

    /// <summary>Never throws; anything but a v1 or v2c message ends with a status.</summary>
    public static DecodeStatus TryRead(ReadOnlySpan<byte> datagram, out IncomingMessage message)
    {
        message = default;
        var status = CommunityMessage.TryRead(datagram, out var version, out var community, out var rest);
        if (status != DecodeStatus.Ok) return status;
        status = PduReader.TryRead(rest, out var pdu);
        if (status == DecodeStatus.Ok) message = new IncomingMessage(version, pdu.RequestId, community, pdu);
        return status;
    }
}
