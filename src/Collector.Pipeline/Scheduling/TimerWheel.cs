using System.Numerics;

namespace Collector.Pipeline.Scheduling;

/// <summary>The timers of one lane: due polls, reply timeouts, deadlines. A hashed wheel of 65,536 slots of one millisecond.</summary>
/// <remarks>
/// <para>The lane's thread only. Times are milliseconds of the lane's monotonic clock. Nothing is allocated once the arrays have grown.</para>
/// <para>
/// A timer further away than one turn of the wheel stays in its slot until its turn comes. An occupancy bitmap makes idle time free:
/// advancing over an empty minute looks at a thousand words.
/// </para>
/// </remarks>
public sealed class TimerWheel
{
    private const int Slots = 1 << 16;
    private const int None = -1;

    private readonly int[] _first = new int[Slots];
    private readonly ulong[] _occupied = new ulong[Slots / 64];
    private Entry[] _entries = new Entry[64];
    private int _free = None;
    private int _used;
    private long _now;

    public TimerWheel(long now)
    {
        _now = now;
        Array.Fill(_first, None);
    }

    /// <summary>Timers that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Arranges a call of <paramref name="target"/> at <paramref name="due"/>, or at the next millisecond when that has passed.</summary>
    public TimerHandle Schedule(long due, ITimed target, int kind)
    {
        due = Math.Max(due, _now + 1);
        var index = Take();
        ref var entry = ref _entries[index];
        (entry.Due, entry.Target, entry.Kind) = (due, target, kind);
        Link(index, (int)(due & (Slots - 1)));
        Count++;
        return new TimerHandle(index, entry.Generation);
    }

    /// <summary>Cancels a timer; one that has fired or was cancelled before is left alone.</summary>
    public void Cancel(TimerHandle handle)
    {
        if (handle.Generation == 0 || _entries[handle.Slot].Generation != handle.Generation) return;
        Unlink(handle.Slot);
        Release(handle.Slot);
    }

    /// <summary>Calls everything that is due up to <paramref name="now"/>, in order of its millisecond.</summary>
    public void Advance(long now)
    {
        if (now - _now >= Slots) _now = now - Slots; // every slot is looked at once; what is overdue still fires, all at this time
        while (_now < now)
        {
            var next = NextOccupied(_now + 1, now);
            if (next > now)
            {
                _now = now;
                return;
            }

            _now = next;
            FireSlot((int)(next & (Slots - 1)), now);
        }
    }

    /// <summary>When to advance next: the first occupied slot, at most <paramref name="atMost"/> milliseconds from the last advance.</summary>
    public long NextDue(int atMost) => Count == 0 ? _now + atMost : Math.Min(NextOccupied(_now + 1, _now + Math.Min(atMost, Slots - 1)), _now + atMost);

    private void FireSlot(int slot, long now)
    {
        // A callback may schedule into this very slot (one turn ahead) or cancel its neighbours, so the list is read anew after each call.
        var index = _first[slot];
        while (index != None)
        {
            ref var entry = ref _entries[index];
            if (entry.Due > now)
            {
                index = entry.Next;
                continue;
            }

            var (target, kind) = (entry.Target!, entry.Kind);
            Unlink(index);
            Release(index);
            target.OnTimer(kind, now);
            index = _first[slot];
        }
    }

    /// <summary>The first time in [from, to] whose slot holds a timer, or a time after <paramref name="to"/>.</summary>
    private long NextOccupied(long from, long to)
    {
        while (from <= to)
        {
            var slot = (int)(from & (Slots - 1));
            var word = _occupied[slot >> 6] >> slot; // the shift count is taken modulo 64
            if (word != 0) return from + BitOperations.TrailingZeroCount(word);
            from += 64 - (slot & 63);
        }

        return to + 1;
    }

    private int Take()
    {
        int index;
        if (_free != None)
        {
            index = _free;
            _free = _entries[index].Next;
        }
        else
        {
            if (_used == _entries.Length) Array.Resize(ref _entries, 2 * _used);
            index = _used++;
            _entries[index].Generation = 1;
        }

        return index;
    }

    private void Release(int index)
    {
        ref var entry = ref _entries[index];
        entry.Target = null;
        entry.Generation = entry.Generation == uint.MaxValue ? 1 : entry.Generation + 1;
        entry.Next = _free;
        _free = index;
        Count--;
    }

    private void Link(int index, int slot)
    {
        ref var entry = ref _entries[index];
        entry.Previous = None;
        entry.Next = _first[slot];
        if (entry.Next != None) _entries[entry.Next].Previous = index;
        _first[slot] = index;
        _occupied[slot >> 6] |= 1UL << slot;
    }

    private void Unlink(int index)
    {
        ref var entry = ref _entries[index];
        if (entry.Next != None) _entries[entry.Next].Previous = entry.Previous;
        if (entry.Previous != None)
        {
            _entries[entry.Previous].Next = entry.Next;
            return;
        }

        var slot = (int)(entry.Due & (Slots - 1));
        _first[slot] = entry.Next;
        if (entry.Next == None) _occupied[slot >> 6] &= ~(1UL << slot);
    }

    private struct Entry
    {
        public long Due;
        public ITimed? Target;
        public int Kind;
        public int Next;
        public int Previous;
        public uint Generation;
    }
}
