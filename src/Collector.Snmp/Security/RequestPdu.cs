using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Security;

/// <summary>What a walk or a get wants to ask, before an id and a message are put around it.</summary>
internal readonly ref struct RequestPdu
{
    private readonly ReadOnlySpan<byte> _name;
    private readonly ReadOnlySpan<Oid> _names;
    private readonly RequestNames? _composed;
    private readonly int _maxRepetitions;

    private RequestPdu(PduType type, ReadOnlySpan<byte> name, ReadOnlySpan<Oid> names, int maxRepetitions)
    {
        Type = type;
        _name = name;
        _names = names;
        _maxRepetitions = maxRepetitions;
    }

    private RequestPdu(PduType type, RequestNames composed, int maxRepetitions)
    {
        Type = type;
        _composed = composed;
        _maxRepetitions = maxRepetitions;
    }

    public PduType Type { get; }

    /// <summary>How many names the request has.</summary>
    public int Count => _composed is not null ? _composed.Count : _names.IsEmpty ? 1 : _names.Length;

    /// <summary>A name's octets.</summary>
    public ReadOnlySpan<byte> Name(int index) => _composed is not null ? _composed[index] : _names.IsEmpty ? _name : _names[index].Encoded;

    public static RequestPdu Get(ReadOnlySpan<Oid> names) => new(PduType.Get, default, names, 0);

    public static RequestPdu GetNext(ReadOnlySpan<byte> name) => new(PduType.GetNext, name, default, 0);

    public static RequestPdu GetBulk(ReadOnlySpan<byte> name, int maxRepetitions) => new(PduType.GetBulk, name, default, maxRepetitions);

    /// <summary>A GET for names that the caller put together; valid until they change.</summary>
    internal static RequestPdu Get(RequestNames names) => new(PduType.Get, names, 0);

    /// <summary>A GETBULK for names that the caller put together; valid until they change.</summary>
    internal static RequestPdu GetBulk(RequestNames names, int maxRepetitions) => new(PduType.GetBulk, names, maxRepetitions);

    /// <summary>The header for one sending of this request.</summary>
    public PduHeader Header(int requestId) => Type == PduType.GetBulk ? PduHeader.GetBulk(requestId, 0, _maxRepetitions) : new PduHeader(Type, requestId);
}
