using System.Text;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>Takes a datagram apart and decides whether an agent would act on it.</summary>
/// <remarks>The simulator's thread only: the names of one request are gone when the next is read.</remarks>
internal sealed class RequestReader(string community)
{
    public const int LargestRequest = 8192;

    private readonly byte[] _community = Encoding.UTF8.GetBytes(community);
    private readonly AskedNames _names = new();

    public RequestOutcome TryRead(ReadOnlySpan<byte> datagram, out Request request)
    {
        request = default;
        var status = CommunityMessage.TryRead(datagram, out var version, out var community, out var octets);
        if (status == DecodeStatus.UnsupportedVersion) return RequestOutcome.UnsupportedVersion;
        if (status != DecodeStatus.Ok) return RequestOutcome.Malformed;
        if (!community.SequenceEqual(_community)) return RequestOutcome.WrongCommunity;
        return TryReadPdu(datagram, octets, version, community, out request);
    }

    /// <summary>Reads a PDU that lies somewhere in these octets: of SNMPv3, when its message has been opened.</summary>
    public RequestOutcome TryReadPdu(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> encoded, SnmpVersion version, ReadOnlySpan<byte> community, out Request request)
    {
        request = default;
        if (PduReader.TryRead(encoded, out var pdu) != DecodeStatus.Ok) return RequestOutcome.Malformed;
        if (!IsRequest(pdu.Type, version)) return RequestOutcome.NotARequest;
        if (!_names.TryRead(octets, pdu.VarbindList)) return RequestOutcome.Malformed;
        request = new Request
        {
            Datagram = octets, Version = version, Community = community,
            Header = pdu.Header, VarbindList = pdu.VarbindList, Names = _names,
        };
        return RequestOutcome.Accepted;
    }

    private static bool IsRequest(PduType type, SnmpVersion version) => type switch
    {
        PduType.Get or PduType.GetNext or PduType.Set => true,
        PduType.GetBulk => version != SnmpVersion.V1,
        _ => false,
    };
}
