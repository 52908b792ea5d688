using Collector.Snmp.Messages;

namespace Collector.Snmp.Security;

/// <summary>Puts a message around a request and says whether a reply may be believed: the seam between walks and SNMP's security models.</summary>
/// <remarks>
/// The target's lane only. A model may keep state for each target (an engine's id, boots and time) and may ask for a request to be sent
/// again. What it needs that could block, like key derivation, it has done elsewhere before.
/// </remarks>
public abstract class MessageSecurity
{
    public abstract SnmpVersion Version { get; }

    /// <summary>Writes a whole message; false when it does not fit.</summary>
    /// <param name="buffer">Where to; its length is the limit.</param>
    /// <param name="id">What the reply will be matched by: one of <see cref="RequestIds"/>.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="length">The message's length.</param>
    public abstract bool TryWrite(Span<byte> buffer, int id, in RequestPdu request, out int length);

    /// <summary>Checks a reply and opens its PDU.</summary>
    public abstract ReplyVerdict Open(in IncomingMessage message, out Pdu pdu);
}
