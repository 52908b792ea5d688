using Collector.Pipeline.Store;
using Collector.Snmp.Mapping;

namespace Collector.Snmp.Polling.Packing;

/// <summary>The parts of columns that one poll of a module reads, and which of them go into the next request.</summary>
/// <remarks>
/// The lane's thread only; rented for one poll. Parts with as many rows left go side by side, so that a request has no names behind a column's end
/// and the remainders of all columns meet in a few last requests.
/// </remarks>
internal sealed class ColumnPool
{
    /// <summary>Names in one request: about 1,000 octets with usual names.</summary>
    public const int MostNames = 48;

    private const int None = -1;
    private const float Enough = 0.85f; // of a reply's room; below it, parts with fewer rows left are looked at too
    private const float Better = 1.03f; // what one more name must be worth

    private ColumnPart[] _parts = new ColumnPart[64];
    private int[] _asked = new int[MostNames];
    private int _turn;
    private int _comingBack;
    private int _first;

    public int Count { get; private set; }

    /// <summary>Parts that nobody has asked for yet.</summary>
    public int Waiting { get; private set; }

    /// <summary>Parts whose answers made no sense beside others.</summary>
    public int Suspicions { get; set; }

    public Span<ColumnPart> Parts => _parts.AsSpan(0, Count);

    public void Clear()
    {
        Parts.Clear(); // it must not keep the tables of a target that is gone
        (Count, Waiting, Suspicions, _turn, _comingBack) = (0, 0, 0, 0, 0);
    }

    public void Add(in ColumnPart part)
    {
        if (Count == _parts.Length) Array.Resize(ref _parts, 2 * Count);
        _parts[Count++] = part;
        Waiting++;
    }

    /// <summary>The parts that a chain has asked for, in the order of its request. Valid until the next call.</summary>
    public ReadOnlySpan<int> AskedBy(int chain)
    {
        var count = 0;
        for (var i = 0; i < Count && count < _asked.Length; i++)
        {
            if (_parts[i].State == PartState.Asked && _parts[i].Chain == chain) _asked[count++] = i;
        }

        return _asked.AsSpan(0, count);
    }

    /// <summary>
    /// Gives a chain the parts of its next request; 0 when none waits, or when those that wait do not fill it and others will come back to be read on: the
    /// remainders of all requests under way are asked for together.
    /// </summary>
    /// <param name="chain">Who asks.</param>
    /// <param name="room">Octets that the varbinds of the reply may have.</param>
    /// <param name="most">Repetitions that may be asked for.</param>
    /// <returns>The repetitions to ask for.</returns>
    public int Take(int chain, float room, int most)
    {
        if (Waiting == 0) return 0;
        var (longest, left) = (0, 0f);
        _first = None;
        for (var i = 0; i < Count; i++)
        {
            ref var part = ref _parts[i];
            if (part.State != PartState.Waiting) continue;
            if (part.IsAlone) return TakeAlone(ref part, chain, room, most);
            longest = Math.Max(longest, part.Left);
            left += part.Left * part.Octets;
            if (part.GoesAhead && _first == None) _first = i;
        }

        if (_comingBack > 0 && left < Enough * room) return 0;
        var best = default(Choice);
        for (var least = Math.Min(longest, most); ; least /= 2)
        {
            var choice = Choose(least, longest, room, most);
            if (choice.Useful > Better * best.Useful) best = choice;
            if (least <= 1 || best.Useful >= Enough * room) break;
        }

        return _comingBack > 0 && best.Useful < Enough * room ? 0 : Claim(best, chain, room, most);
    }

    /// <summary>The parts of a chain go back: to be read on, or over.</summary>
    public void Return(int index, bool isOver, WalkEnd end)
    {
        ref var part = ref _parts[index];
        if (part.WillComeBack) _comingBack--;
        part.WillComeBack = false;
        part.State = isOver ? PartState.Ended : PartState.Waiting;
        if (isOver) part.End = end;
        else Waiting++;
    }

    private int TakeAlone(ref ColumnPart part, int chain, float room, int most)
    {
        (part.State, part.Chain, part.WillComeBack) = (PartState.Asked, chain, true);
        (Waiting, _comingBack) = (Waiting - 1, _comingBack + 1);
        return Math.Clamp((int)(room / part.Octets), 1, most);
    }

    /// <summary>The order in which parts are looked at: the one that goes ahead, then all from where the last request ended.</summary>
    private int At(int step, int turn) => _first == None ? (turn + step) % Count : step == 0 ? _first : (turn + step - 1) % Count;

    /// <summary>How full a reply gets with parts that have at least so many rows left, and with how many of them it is fullest.</summary>
    private Choice Choose(int least, int longest, float room, int most)
    {
        var best = default(Choice);
        var head = At(0, _turn);
        var (count, octets, left) = (0, 0f, 0f);
        for (var step = 0; step <= Count && count < MostNames; step++)
        {
            var index = At(step, _turn);
            ref var part = ref _parts[index];
            if (part.State != PartState.Waiting || part.Left < least || (step > 0 && index == head)) continue;
            octets += part.Octets;
            var repetitions = Math.Min(Math.Min(most, longest), (int)(room / octets));
            if (repetitions < Math.Max(1, least / 2) && count > 0) break;
            count++;
            left += part.Left * part.Octets;
            var useful = Math.Min(left, Math.Max(1, repetitions) * octets);
            if (useful > Better * best.Useful) best = new Choice(count, least, useful);
        }

        return best;
    }

    private int Claim(in Choice choice, int chain, float room, int most)
    {
        var (count, octets, longest, start) = (0, 0f, 1, _turn);
        for (var step = 0; step <= Count && count < choice.Count; step++)
        {
            var index = At(step, start);
            ref var part = ref _parts[index];
            if (part.State != PartState.Waiting || part.Left < choice.Least) continue;
            (part.State, part.Chain) = (PartState.Asked, chain);
            octets += part.Octets;
            longest = Math.Max(longest, part.Left);
            if (index != _first) _turn = index + 1;
            count++;
        }

        Waiting -= count;
        var repetitions = Math.Clamp((int)(room / octets), 1, Math.Min(most, longest));
        foreach (var index in AskedBy(chain))
        {
            ref var part = ref _parts[index];
            part.WillComeBack = part.Left > repetitions;
            if (part.WillComeBack) _comingBack++;
        }

        return repetitions;
    }

    /// <summary>The first <paramref name="Count"/> parts with at least <paramref name="Least"/> names left.</summary>
    /// <param name="Useful">Octets that they put into a reply.</param>
    private readonly record struct Choice(int Count, int Least, float Useful);
}
