using Collector.Pipeline.Scheduling;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Polling;

/// <summary>Which request an id belongs to: a slot in the low bits, the slot's generation in the high ones.</summary>
/// <remarks>
/// The lane's thread only. Each sending of a request takes the next generation of its slot, and the reply to any of them is accepted;
/// once a request is done its generations are past, so that a late or repeated reply is known as such and never applied.
/// Generations begin at random: a restarted daemon does not take replies to its predecessor.
/// </remarks>
internal sealed class RequestTable
{
    private const int SlotBits = 14;
    private const int Capacity = 1 << SlotBits;
    private const int FirstGeneration = RequestIds.Min >> SlotBits; // so that an id always has four octets
    private const int Generations = (int.MaxValue >> SlotBits) + 1 - FirstGeneration;

    private readonly Entry[] _entries = new Entry[Capacity];
    private int _free = -1;
    private int _used;

    /// <summary>Requests under way.</summary>
    public int Count { get; private set; }

    /// <summary>Slots ever used, for who looks at every request: those without an owner are free.</summary>
    public int Used => _used;

    public bool IsFull => Count == Capacity;

    public ref Entry this[int slot] => ref _entries[slot];

    /// <summary>A slot for a new request.</summary>
    public int Take(ModuleStep owner)
    {
        int slot;
        if (_free >= 0)
        {
            slot = _free;
            _free = _entries[slot].NextFree;
        }
        else
        {
            slot = _used++;
            _entries[slot].Generation = Random.Shared.Next(Generations);
        }

        ref var entry = ref _entries[slot];
        (entry.Owner, entry.Sendings, entry.Corrections, entry.WasMalformed) = (owner, 0, 0, false);
        Count++;
        return slot;
    }

    /// <summary>The id of the next sending.</summary>
    public int NextId(int slot, double now)
    {
        ref var entry = ref _entries[slot];
        entry.Generation = (entry.Generation + 1) % Generations;
        if (entry.Sendings++ == 0) entry.FirstSentAt = now;
        entry.SentAt = now;
        return (entry.Generation + FirstGeneration) << SlotBits | slot;
    }

    /// <summary>The sending did not happen after all.</summary>
    public void TakeBackSending(int slot)
    {
        ref var entry = ref _entries[slot];
        entry.Generation = (entry.Generation + Generations - 1) % Generations;
        entry.Sendings--;
    }

    /// <summary>When the sending was that an outstanding id belongs to; NaN for one between the first and the last, which are all that is remembered.</summary>
    public double SentAt(int slot, int id)
    {
        ref var entry = ref _entries[slot];
        var age = (entry.Generation - ((id >> SlotBits) - FirstGeneration) + Generations) % Generations;
        if (age == 0) return entry.SentAt;
        return age == entry.Sendings - 1 ? entry.FirstSentAt : double.NaN;
    }

    /// <summary>What an id from the network means.</summary>
    public IdMatch Match(int id, out int slot, out bool isLastSending)
    {
        slot = id & (Capacity - 1);
        isLastSending = false;
        var generation = (id >> SlotBits) - FirstGeneration;
        if (slot >= _used || generation < 0) return IdMatch.Unknown;
        ref var entry = ref _entries[slot];
        var age = (entry.Generation - generation + Generations) % Generations;
        isLastSending = age == 0;
        if (entry.Owner is not null && age < entry.Sendings) return IdMatch.Outstanding;
        if (age >= entry.TotalSendings + entry.Sendings) return IdMatch.Unknown;
        return generation == entry.Answered ? IdMatch.Duplicate : IdMatch.Late;
    }

    /// <summary>The request is over. A later reply with one of its ids is a duplicate if this is how it was answered, else late.</summary>
    public void Release(int slot, int answeredId)
    {
        ref var entry = ref _entries[slot];
        entry.Answered = answeredId == 0 ? -1 : (answeredId >> SlotBits) - FirstGeneration;
        entry.TotalSendings = Math.Min(Generations / 2, entry.TotalSendings + entry.Sendings);
        (entry.Owner, entry.Sendings, entry.Timer) = (null, 0, default);
        entry.NextFree = _free;
        _free = slot;
        Count--;
    }

    internal struct Entry
    {
        public ModuleStep? Owner;
        public TimerHandle Timer;

        /// <summary>When it was last sent, in fine milliseconds of the lane's clock.</summary>
        public double SentAt;

        /// <summary>When it was sent for the first time.</summary>
        public double FirstSentAt;

        /// <summary>Whether nothing else of its target was under way when it was last sent.</summary>
        public bool WasAlone;

        /// <summary>Of the last sending.</summary>
        public int Generation;

        /// <summary>How often the request under way was sent.</summary>
        public int Sendings;

        /// <summary>Of these, how often because the agent had corrected us, at once and not for want of a reply.</summary>
        public int Corrections;

        /// <summary>How often earlier requests in this slot were sent.</summary>
        public int TotalSendings;

        /// <summary>The generation whose reply ended the last request, or -1.</summary>
        public int Answered;

        /// <summary>Receive buffer set aside for the reply, in octets; 0 when it has been given back.</summary>
        public int Charge;

        /// <summary>When it was set aside, in milliseconds of the lane's clock.</summary>
        public long ChargedAt;

        /// <summary>Whether something came in its place that could not be read.</summary>
        public bool WasMalformed;

        public int NextFree;

        /// <summary>Sendings that had no reply before them.</summary>
        public readonly int Attempts => Sendings - Corrections;
    }
}

/// <summary>What an id in a reply means.</summary>
internal enum IdMatch : byte
{
    Outstanding,

    /// <summary>Of a request that had its reply already.</summary>
    Duplicate,

    /// <summary>Of a request that was given up, or whose other sending was answered.</summary>
    Late,

    /// <summary>No request of ours had it.</summary>
    Unknown,
}
