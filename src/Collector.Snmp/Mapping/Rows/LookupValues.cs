using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Rows;

/// <summary>What one lookup column (ifName, ifAlias …) of one target last said, raw, for each row slot.</summary>
/// <remarks>
/// The target's lane only. In steady state a varbind is compared and nothing is copied; a difference is kept and reported, so that the
/// row's labels are made anew before the poll is published.
/// </remarks>
internal sealed class LookupValues
{
    private Value[] _values = [];
    private byte[] _octets = [];
    private ulong[] _known = []; // slots with a value, a bit for each
    private ulong[] _seen = [];
    private ulong[] _kept = [];
    private int _used;
    private int _dead;

    /// <summary>Rows whose value is known.</summary>
    public int Count { get; private set; }

    /// <summary>This poll did not read the column, on purpose.</summary>
    public bool IsCarriedOver { get; private set; }

    /// <summary>Begins a poll: no row has been seen.</summary>
    public void BeginPoll()
    {
        Array.Clear(_seen);
        IsCarriedOver = false;
    }

    /// <summary>Rows seen in this poll, a bit for each slot; may be shorter than the table.</summary>
    public ReadOnlySpan<ulong> Seen => _seen;

    /// <summary>This column is not read in this poll: what is known of its rows holds.</summary>
    public void CarryOver()
    {
        IsCarriedOver = true;
        for (var word = 0; word < _seen.Length; word++) _seen[word] |= _known[word];
    }

    /// <summary>Whether the value of any row is known that this poll did not see.</summary>
    public bool IsAnyMissing()
    {
        for (var word = 0; word < _seen.Length; word++)
        {
            if ((_known[word] & ~_seen[word]) != 0) return true;
        }

        return false;
    }

    public bool IsSeen(int slot) => slot >> 6 < _seen.Length && (_seen[slot >> 6] >> slot & 1) != 0;

    /// <summary>Whether a value is known that this poll did not see.</summary>
    public bool IsMissing(int slot) => slot < _values.Length && _values[slot].Type != 0 && !IsSeen(slot);

    /// <summary>Keeps a missing value for one poll; false when the poll before kept it already.</summary>
    public bool TryKeep(int slot)
    {
        var bit = 1UL << slot;
        if ((_kept[slot >> 6] & bit) != 0) return false;
        _kept[slot >> 6] |= bit;
        return true;
    }

    /// <summary>Takes a varbind's value; true when it differs from what was known.</summary>
    public bool Update(int slot, in SnmpValue value)
    {
        if (slot >= _values.Length) Grow(slot + 1);
        _seen[slot >> 6] |= 1UL << slot;
        _known[slot >> 6] |= 1UL << slot;
        _kept[slot >> 6] &= ~(1UL << slot);
        ref var known = ref _values[slot];
        if (known.Type == 0) Count++;
        else if (known.Type == value.Type && Octets(known).SequenceEqual(value.Content)) return false;

        _dead += known.Length;
        (known.Type, known.Length) = (default, 0);
        if (known.Room < value.Content.Length) Place(ref known, value.Content.Length);
        value.Content.CopyTo(_octets.AsSpan(known.Start));
        (known.Type, known.Length) = (value.Type, value.Content.Length);
        _dead -= known.Length;
        return true;
    }

    /// <summary>Forgets a row's value; true when there was one.</summary>
    public bool Clear(int slot)
    {
        if (slot >= _values.Length || _values[slot].Type == 0) return false;
        _dead += _values[slot].Length;
        (_values[slot].Type, _values[slot].Length) = (default, 0); // its room stays: who gets the slot often has a value as long
        _known[slot >> 6] &= ~(1UL << slot);
        _kept[slot >> 6] &= ~(1UL << slot);
        Count--;
        return true;
    }

    /// <summary>The last value of a row; false when it has none.</summary>
    public bool TryGet(int slot, out SnmpValue value)
    {
        if (slot >= _values.Length || _values[slot].Type == 0)
        {
            value = default;
            return false;
        }

        value = new SnmpValue(_values[slot].Type, Octets(_values[slot]));
        return true;
    }

    private ReadOnlySpan<byte> Octets(in Value value) => _octets.AsSpan(value.Start, value.Length);

    private void Grow(int slots)
    {
        var size = Math.Max(slots, 2 * _values.Length);
        Array.Resize(ref _values, size);
        Array.Resize(ref _seen, (size + 63) / 64);
        Array.Resize(ref _known, _seen.Length);
        Array.Resize(ref _kept, _seen.Length);
    }

    /// <summary>Finds another place for a value that is longer than the one before.</summary>
    private void Place(ref Value value, int length)
    {
        value.Room = 0;
        if (_octets.Length - _used < length) MakeRoom(length);
        (value.Start, value.Room) = (_used, length);
        _used += length;
        _dead += length; // until it is filled
    }

    /// <summary>Drops replaced values when they are the larger part, otherwise grows.</summary>
    private void MakeRoom(int length)
    {
        var live = _used - _dead;
        var old = _octets;
        _octets = new byte[Math.Max(16, 2 * (live + length))];
        _used = 0;
        _dead = 0;
        foreach (ref var value in _values.AsSpan())
        {
            old.AsSpan(value.Start, value.Length).CopyTo(_octets.AsSpan(_used));
            (value.Start, value.Room) = (_used, value.Length);
            _used += value.Length;
        }
    }

    private struct Value
    {
        public SmiType Type;
        public int Start;
        public int Length;
        public int Room;
    }
}
