using Collector.Snmp.Ber;

namespace Collector.Snmp.Messages;

/// <summary>A request that is sent again and again, written once: sending is a copy and a new request-id. Immutable; any thread.</summary>
internal sealed class RequestTemplate
{
    private readonly byte[] _message;
    private readonly int _requestIdOffset;

    private RequestTemplate(byte[] message, int requestIdOffset)
    {
        _message = message;
        _requestIdOffset = requestIdOffset;
    }

    /// <summary>Octets of the request.</summary>
    public int Length => _message.Length;

    public static RequestTemplate Get(SnmpVersion version, ReadOnlySpan<byte> community, ReadOnlySpan<Oid> names) =>
        Create(version, community, new PduHeader(PduType.Get, RequestIds.Min), names);

    public static RequestTemplate GetNext(SnmpVersion version, ReadOnlySpan<byte> community, ReadOnlySpan<Oid> names) =>
        Create(version, community, new PduHeader(PduType.GetNext, RequestIds.Min), names);

    /// <summary>SNMPv2c only: v1 has no GETBULK.</summary>
    public static RequestTemplate GetBulk(ReadOnlySpan<byte> community, int nonRepeaters, int maxRepetitions, ReadOnlySpan<Oid> names) =>
        Create(SnmpVersion.V2c, community, PduHeader.GetBulk(RequestIds.Min, nonRepeaters, maxRepetitions), names);

    /// <summary>Copies the request with this id, which must be one of <see cref="RequestIds"/>. False when it does not fit.</summary>
    public bool TryWrite(Span<byte> destination, int requestId, out int length)
    {
        if (!_message.AsSpan().TryCopyTo(destination))
        {
            length = 0;
            return false;
        }
        RequestIds.Patch(destination, _requestIdOffset, requestId);
        length = _message.Length;
        return true;
    }

    private static RequestTemplate Create(SnmpVersion version, ReadOnlySpan<byte> community, in PduHeader header, ReadOnlySpan<Oid> names)
    {
        // The largest UDP payload: what does not fit could not be sent.
        Span<byte> buffer = new byte[65507];
        var writer = new CommunityMessageWriter(buffer, version, community, header);
        bool fits = true;
        foreach (Oid name in names)
        {
            fits = fits && writer.TryAdd(name.Encoded);
        }
        if (!writer.TryComplete(out int length, out int requestIdOffset) || !fits)
        {
            throw new ArgumentException($"A request for {names.Length} names does not fit into one datagram.", nameof(names));
        }
        return new RequestTemplate(buffer[..length].ToArray(), requestIdOffset);
    }
}
