using Collector.Simulator.Mib;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>Answers requests as RFC 3416 section 4.2 says, and RFC 1157 section 4.1 for version 1.</summary>
/// <remarks>Knows nothing of faults. The simulator's thread only. Next: <see cref="Faults"/>, where the reply may be spoiled.</remarks>
internal sealed class Responder(ObjectTable objects, int maxMessageSize, int maxRepetitions)
{
    private readonly BulkReader _bulk = new(objects, maxRepetitions);

    /// <summary>Writes the reply to the front of <paramref name="into"/>.</summary>
    public Reply Respond(in Request request, in View view, Span<byte> into)
    {
        into = into[..Math.Min(into.Length, maxMessageSize)];
        return request.Header.Type switch
        {
            PduType.Get => Get(request, view, into),
            PduType.GetNext => GetNext(request, view, into),
            PduType.GetBulk => _bulk.Read(request, view, into),
            // Nothing here can be written: notWritable, which version 1 knows as noSuchName (RFC 3584 section 4.4).
            _ => Refusal.Write(request, into, request.Version == SnmpVersion.V1 ? ErrorStatus.NoSuchName : ErrorStatus.NotWritable, 1),
        };
    }

    private Reply Get(in Request request, in View view, Span<byte> into)
    {
        var writer = new ReplyWriter(into, request, objects);
        for (var number = 0; number < request.Names.Count; number++)
        {
            var name = request.Name(number);
            var found = objects.TryFind(name, view.Layout, out var instance);
            if (request.Version == SnmpVersion.V1 && (found != Lookup.Found || objects[instance].Type == SmiType.Counter64))
                return Refusal.Write(request, into, ErrorStatus.NoSuchName, number + 1);
            var added = found switch
            {
                Lookup.Found => writer.TryAdd(view, instance),
                Lookup.NoSuchObject => writer.TryAddException(name, SmiType.NoSuchObject),
                _ => writer.TryAddException(name, SmiType.NoSuchInstance),
            };
            if (!added) return Refusal.WriteTooBig(request, into);
        }
        return new Reply(writer.Complete(), writer.Varbinds, ErrorStatus.NoError);
    }

    private Reply GetNext(in Request request, in View view, Span<byte> into)
    {
        var writer = new ReplyWriter(into, request, objects);
        for (var number = 0; number < request.Names.Count; number++)
        {
            var name = request.Name(number);
            var found = Successor.TryFindAfter(objects, name, view, out var instance);
            if (!found && request.Version == SnmpVersion.V1) return Refusal.Write(request, into, ErrorStatus.NoSuchName, number + 1);
            var added = found ? writer.TryAdd(view, instance) : writer.TryAddException(name, SmiType.EndOfMibView);
            if (!added) return Refusal.WriteTooBig(request, into);
        }
        return new Reply(writer.Complete(), writer.Varbinds, ErrorStatus.NoError);
    }
}
