using System.Text;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Security;

/// <summary>SNMPv1 and v2c: the community is the only credential, in clear text, and must come back (RFC 3584 section 5.2.2).</summary>
internal sealed class CommunitySecurity(SnmpVersion version, Secret community) : MessageSecurity
{
    private readonly byte[] _community = Encoding.UTF8.GetBytes(community.Reveal());

    /// <inheritdoc/>
    public override SnmpVersion Version => version;

    /// <inheritdoc/>
    public override bool TryWrite(Span<byte> buffer, int id, in RequestPdu request, out int length)
    {
        length = 0;
        var writer = new CommunityMessageWriter(buffer, version, _community, request.Header(id));
        for (var i = 0; i < request.Count; i++)
        {
            if (!writer.TryAdd(request.Name(i))) return false;
        }

        return writer.TryComplete(out length);
    }

    /// <inheritdoc/>
    public override ReplyVerdict Open(in IncomingMessage message, out Pdu pdu)
    {
        pdu = message.Pdu;
        if (message.Version != version || !message.Community.SequenceEqual(_community)) return ReplyVerdict.Foreign;
        return pdu.Type == PduType.Response ? ReplyVerdict.Accepted : ReplyVerdict.Malformed;
    }
}
