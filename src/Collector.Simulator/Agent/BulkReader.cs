using Collector.Simulator.Mib;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>Answers GETBULK (RFC 3416 section 4.2.3): non-repeaters once, then row after row of repeaters, cut where the message is full.</summary>
/// <remarks>The simulator's thread only.</remarks>
internal sealed class BulkReader(ObjectTable objects, int maxRepetitions)
{
    // As many as AskedNames can hold.
    private readonly Repeater[] _repeaters = new Repeater[2048];

    public Reply Read(in Request request, in View view, Span<byte> into)
    {
        var writer = new ReplyWriter(into, request, objects);
        var names = request.Names.Count;
        var nonRepeaters = Math.Clamp(request.Header.ErrorStatus, 0, names);
        var repetitions = Math.Clamp(request.Header.ErrorIndex, 0, maxRepetitions);
        var fits = AddNonRepeaters(ref writer, request, view, nonRepeaters)
            && AddRepetitions(ref writer, request, view, nonRepeaters, repetitions);
        // Not even one varbind: an empty list would look like a request for nothing.
        if (!fits && writer.Varbinds == 0) return Refusal.WriteTooBig(request, into);
        return new Reply(writer.Complete(), writer.Varbinds, ErrorStatus.NoError);
    }

    private bool AddNonRepeaters(ref ReplyWriter writer, in Request request, in View view, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var name = request.Name(number);
            var added = Successor.TryFindAfter(objects, name, view, out var next)
                ? writer.TryAdd(view, next)
                : writer.TryAddException(name, SmiType.EndOfMibView);
            if (!added) return false;
        }
        return true;
    }

    private bool AddRepetitions(ref ReplyWriter writer, in Request request, in View view, int first, int repetitions)
    {
        var repeaters = _repeaters.AsSpan(0, request.Names.Count - first);
        repeaters.Clear();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            if (repetition == view.SkipsAfter) SkipRow(view, repeaters);
            var ended = 0;
            for (var number = 0; number < repeaters.Length; number++)
            {
                if (!TryAdvance(ref writer, request.Name(first + number), view, ref repeaters[number])) return false;
                if (repeaters[number].HasEnded) ended++;
            }
            // A row of nothing but endOfMibView may be the last one.
            if (ended == repeaters.Length) return true;
        }
        return true;
    }

    /// <summary>Goes on by a row that no reply shows.</summary>
    private void SkipRow(in View view, Span<Repeater> repeaters)
    {
        foreach (ref var repeater in repeaters)
        {
            if (!repeater.HasEnded) repeater.HasEnded = !Successor.TryStep(objects, ref repeater.Last, view);
        }
    }

    private bool TryAdvance(ref ReplyWriter writer, ReadOnlySpan<byte> name, in View view, ref Repeater repeater)
    {
        if (!repeater.HasEnded)
        {
            var found = repeater.HasBegun
                ? Successor.TryStep(objects, ref repeater.Last, view)
                : Successor.TryFindAfter(objects, name, view, out repeater.Last);
            if (found)
            {
                repeater.HasBegun = true;
                return writer.TryAdd(view, repeater.Last);
            }
            repeater.HasEnded = true;
        }
        return repeater.HasBegun ? writer.TryAddEnd(repeater.Last) : writer.TryAddException(name, SmiType.EndOfMibView);
    }

    private struct Repeater
    {
        public Instance Last;
        public bool HasBegun;
        public bool HasEnded;
    }
}
