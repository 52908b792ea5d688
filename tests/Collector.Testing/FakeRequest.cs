using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Testing;

/// <summary>A request as a fake agent received it, and the replies that can be made from it.</summary>
/// <param name="Number">Counts from 1, retries included.</param>
/// <param name="NonRepeaters">Or error-status, which a request has as 0.</param>
/// <param name="MaxRepetitions">Or error-index.</param>
public sealed record FakeRequest(int Number, SnmpVersion Version, byte[] Community, PduType Type, int Id, int NonRepeaters, int MaxRepetitions, IReadOnlyList<Oid> Names)
{
    /// <summary>Reads a request; null when it is none.</summary>
    public static FakeRequest? TryRead(ReadOnlySpan<byte> datagram, int number)
    {
        if (CommunityMessage.TryRead(datagram, out var version, out var community, out var rest) != DecodeStatus.Ok) return null;
        if (PduReader.TryRead(rest, out var pdu) != DecodeStatus.Ok) return null;
        var names = new NameCollector([]);
        if (PduReader.ReadVarbinds(pdu.VarbindList, ref names) != DecodeStatus.Ok) return null;
        return new FakeRequest(number, version, community.ToArray(), pdu.Type, pdu.RequestId, pdu.ErrorStatus, pdu.ErrorIndex, names.Names);
    }

    /// <summary>The response that has these varbinds.</summary>
    public FakeReply Reply(params IReadOnlyList<AgentVarbind> varbinds) => Respond(PduHeader.Response(Id), varbinds);

    /// <summary>A response with an error, which repeats the names asked for.</summary>
    public FakeReply Error(ErrorStatus status, int index = 1) =>
        Respond(PduHeader.Response(Id, status, index), [.. Names.Select(name => new AgentVarbind(name, SmiType.Null, []))]);

    /// <summary>A response whose every part the test chooses.</summary>
    public FakeReply Respond(PduHeader header, IReadOnlyList<AgentVarbind> varbinds, string? community = null, SnmpVersion? version = null)
    {
        var buffer = new byte[65_507];
        var sent = community is null ? Community : System.Text.Encoding.UTF8.GetBytes(community);
        var writer = new CommunityMessageWriter(buffer, version ?? Version, sent, header);
        foreach (var varbind in varbinds)
        {
            if (!writer.TryAdd(varbind.Name.Encoded, varbind.Type, varbind.Content)) throw new InvalidOperationException("The reply does not fit a datagram.");
        }

        if (!writer.TryComplete(out var length)) throw new InvalidOperationException("The reply does not fit a datagram.");
        return new FakeReply(buffer[..length]);
    }

    private readonly struct NameCollector(List<Oid> names) : IVarbindHandler
    {
        public IReadOnlyList<Oid> Names => names;

        public bool OnVarbind(in Varbind varbind)
        {
            if (Oid.TryFromEncoded(varbind.Name, out var name)) names.Add(name);
            return true;
        }
    }
}

/// <summary>A datagram that a fake agent sends.</summary>
/// <param name="Datagram">Its octets.</param>
/// <param name="From">From where.</param>
public sealed record FakeReply(byte[] Datagram, ReplySource From = ReplySource.Asked)
{
    /// <summary>How long the agent takes over it. Only <see cref="VirtualNetwork"/> has a time in which it can.</summary>
    public TimeSpan After { get; init; }
}

/// <summary>Which socket a reply comes from.</summary>
public enum ReplySource
{
    /// <summary>The one that was asked.</summary>
    Asked,

    /// <summary>Another port of the same address.</summary>
    OtherPort,

    /// <summary>Another address.</summary>
    OtherAddress,
}
