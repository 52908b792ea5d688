namespace Collector.Export.Inventory;

/// <summary>Numbers names from 0 on, in the order in which they come. Cleared, it keeps its room.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class Utf8Index
{
    private byte[] _names = new byte[4096];
    private (int Start, int Length)[] _entries = new (int, int)[64];
    private int[] _slots = new int[128]; // open addressing: an entry's place + 1, or 0
    private int _used;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int number] => _names.AsSpan(_entries[number].Start, _entries[number].Length);

    public void Clear()
    {
        Array.Clear(_slots);
        (Count, _used) = (0, 0);
    }

    /// <summary>The number of a name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name) => _slots[SlotOf(name)] - 1;

    /// <summary>The next number, for a name that has none.</summary>
    public int Add(ReadOnlySpan<byte> name)
    {
        if (_names.Length - _used < name.Length) Array.Resize(ref _names, Math.Max(2 * _names.Length, _used + name.Length));
        name.CopyTo(_names.AsSpan(_used));
        if (Count == _entries.Length) Array.Resize(ref _entries, 2 * Count);
        _entries[Count] = (_used, name.Length);
        _used += name.Length;
        _slots[SlotOf(name)] = ++Count;
        if (2 * Count > _slots.Length) Widen();
        return Count - 1;
    }

    private int SlotOf(ReadOnlySpan<byte> name)
    {
        var hash = default(HashCode); // seeded for each process: a device cannot make names collide
        hash.AddBytes(name);
        var slot = hash.ToHashCode() & (_slots.Length - 1);
        while (_slots[slot] != 0 && !this[_slots[slot] - 1].SequenceEqual(name)) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private void Widen()
    {
        _slots = new int[2 * _slots.Length];
        for (var entry = 0; entry < Count; entry++) _slots[SlotOf(this[entry])] = entry + 1;
    }
}
