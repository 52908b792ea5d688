using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>Writes responses that carry an error instead of values.</summary>
internal static class Refusal
{
    /// <summary>The request's own varbinds come back with it (RFC 3416 section 4.2); if that is too big, tooBig does.</summary>
    public static Reply Write(in Request request, Span<byte> into, ErrorStatus error, int index)
    {
        var writer = new CommunityMessageWriter(into, request.Version, request.Community, PduHeader.Response(request.Header.RequestId, error, index));
        for (var number = 0; number < request.Names.Count; number++)
        {
            if (!writer.TryAdd(request.Name(number))) return WriteTooBig(request, into);
        }
        return new Reply(writer.TryComplete(out var length) ? length : 0, 0, error);
    }

    /// <summary>RFC 3416 section 4.2.1: no varbinds in version 2; RFC 1157 section 4.1.2: those of the request in version 1.</summary>
    public static Reply WriteTooBig(in Request request, Span<byte> into)
    {
        var writer = new CommunityMessageWriter(
            into, request.Version, request.Community, PduHeader.Response(request.Header.RequestId, ErrorStatus.TooBig));
        for (var number = 0; request.Version == SnmpVersion.V1 && number < request.Names.Count; number++)
        {
            if (!writer.TryAdd(request.Name(number))) return default;
        }
        return new Reply(writer.TryComplete(out var length) ? length : 0, 0, ErrorStatus.TooBig);
    }
}
