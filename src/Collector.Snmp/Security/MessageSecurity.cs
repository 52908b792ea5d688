using Collector.Pipeline.Store;
using Collector.Snmp.Messages;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Security;

/// <summary>Puts a message around a request and says whether a reply may be believed: the seam between walks and SNMP's security models.</summary>
/// <remarks>
/// The target's lane only. A model may keep state for each target (an engine's id, boots and time) and may ask for a request to be sent
/// again. What it needs that could block, like key derivation, it has done elsewhere: until then it is not <see cref="SecurityReadiness.Ready"/>.
/// </remarks>
internal abstract class MessageSecurity
{
    public abstract SnmpVersion Version { get; }

    /// <summary>What the last message that was <see cref="ReplyVerdict.Reported"/> said.</summary>
    public AccessProblem Problem { get; protected set; }

    /// <summary>Called on the lane when <see cref="SecurityReadiness.DerivingKeys"/> is over.</summary>
    public Action? BecameReady { get; set; }

    /// <summary>A poll begins, and this is where its requests go.</summary>
    public virtual void BeginPoll(in TransportEndpoint endpoint)
    {
    }

    /// <summary>Whether requests can be sent. Begins what has to be done elsewhere before they can.</summary>
    public virtual SecurityReadiness Prepare() => SecurityReadiness.Ready;

    /// <summary>Writes a whole message; false when it does not fit. Not while keys are being derived.</summary>
    /// <param name="buffer">Where to; its length is the limit.</param>
    /// <param name="id">What the reply will be matched by: one of <see cref="RequestIds"/>.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="length">The message's length.</param>
    public abstract bool TryWrite(Span<byte> buffer, int id, in RequestPdu request, out int length);

    /// <summary>Checks a reply and opens its PDU, which is valid until the next reply on this lane is opened.</summary>
    public abstract ReplyVerdict Open(in IncomingMessage message, out Pdu pdu);

    /// <summary>The target is gone; nothing is written or opened any more.</summary>
    public virtual void Close()
    {
    }
}
