namespace Collector.Export.Exposition.Lines;

/// <summary>Keeps the second of two equal series off a page, where several modules of one target have the same family.</summary>
/// <remarks>
/// One page at a time, one target and family at a time. Compares label blocks byte by byte, so the same labels in another order pass: a block's order
/// is its module's. The first in configuration order stays.
/// </remarks>
internal sealed class DuplicateFilter
{
    private byte[] _blocks = new byte[4096];
    private (int Start, int Length)[] _entries = new (int, int)[64];
    private int[] _slots = new int[128]; // open addressing: an entry's place + 1, or 0
    private int _count;
    private int _used;
    private long _duplicates;

    /// <summary>Series kept off since the last call.</summary>
    public long TakeDuplicates()
    {
        var duplicates = _duplicates;
        _duplicates = 0;
        return duplicates;
    }

    public void Reset()
    {
        Array.Clear(_slots);
        (_count, _used) = (0, 0);
    }

    /// <summary>Whether the block is new.</summary>
    public bool Add(ReadOnlySpan<byte> block)
    {
        var slot = Find(block);
        if (_slots[slot] != 0)
        {
            _duplicates++;
            return false;
        }

        if (_blocks.Length - _used < block.Length) Array.Resize(ref _blocks, Math.Max(2 * _blocks.Length, _used + block.Length));
        block.CopyTo(_blocks.AsSpan(_used));
        if (_count == _entries.Length) Array.Resize(ref _entries, 2 * _entries.Length);
        _entries[_count++] = (_used, block.Length);
        _used += block.Length;
        _slots[slot] = _count;
        if (2 * _count > _slots.Length) Widen();
        return true;
    }

    private int Find(ReadOnlySpan<byte> block)
    {
        var hash = default(HashCode);
        hash.AddBytes(block);
        var slot = hash.ToHashCode() & (_slots.Length - 1);
        while (_slots[slot] != 0 && !BlockOf(_slots[slot] - 1).SequenceEqual(block)) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private void Widen()
    {
        _slots = new int[2 * _slots.Length];
        for (var entry = 0; entry < _count; entry++) _slots[Find(BlockOf(entry))] = entry + 1;
    }

    private ReadOnlySpan<byte> BlockOf(int entry) => _blocks.AsSpan(_entries[entry].Start, _entries[entry].Length);
}
