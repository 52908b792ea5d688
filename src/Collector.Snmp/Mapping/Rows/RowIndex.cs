using System.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping.Rows;

/// <summary>The rows of one table of one target: which index tail has which slot, and which row comes next in OID order.</summary>
/// <remarks>
/// <para>The target's lane only. Slots are stable for a row's life; a removed row's slot is used again.</para>
/// <para>
/// This is the binding of a target: an agent names its rows in the same order in every column, so after one row has matched, the next
/// name is known: column prefix + <see cref="Next"/>'s key. A hash table finds the place again after a surprise.
/// </para>
/// </remarks>
internal sealed class RowIndex
{
    /// <summary>No row.</summary>
    public const int None = -1;

    private const int Removed = -2; // in a bucket

    private Row[] _rows = new Row[1];
    private byte[] _keys = new byte[4];
    private int[] _buckets = [0, 0];
    private int _keysUsed;
    private int _keysDead;
    private int _filledBuckets;
    private int _free = None;
    private int _lastInserted = None;

    /// <summary>Rows.</summary>
    public int Count { get; private set; }

    /// <summary>One past the highest slot ever used.</summary>
    public int Slots { get; private set; }

    /// <summary>The first row in OID order.</summary>
    public int First { get; private set; } = None;

    /// <summary>The row after <paramref name="slot"/> in OID order; after <see cref="None"/> comes the first.</summary>
    public int Next(int slot) => slot == None ? First : _rows[slot].Next;

    /// <summary>Asks for the memory of the rows after one, which in most tables are neighbours.</summary>
    public void Prefetch(int slot, int rows)
    {
        CacheLines.Prefetch(_rows, Math.Max(0, slot), rows + 1);
        CacheLines.Prefetch(_keys, slot <= 0 ? 0 : (int)((long)_keysUsed * slot / Slots), 2 * rows);
    }

    /// <summary>The index tail of a row, as BER sub-identifiers.</summary>
    public ReadOnlySpan<byte> Key(int slot)
    {
        ref readonly var row = ref _rows[slot];
        return _keys.AsSpan(row.KeyStart, row.KeyLength);
    }

    /// <summary>The slot of a row, or <see cref="None"/>.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        var hash = Hash(key);
        for (var bucket = hash & (_buckets.Length - 1); ; bucket = (bucket + 1) & (_buckets.Length - 1))
        {
            var entry = _buckets[bucket];
            if (entry == 0) return None;
            if (entry != Removed && _rows[entry - 1].Hash == hash && Key(entry - 1).SequenceEqual(key)) return entry - 1;
        }
    }

    /// <summary>Adds a row that is not there yet and returns its slot.</summary>
    /// <param name="key">The index tail.</param>
    /// <param name="after">The row after which the search for its place begins: rows arrive in order, so this makes a whole column linear.</param>
    /// <param name="ordered">False for agents whose names do not increase: the row is put right after <paramref name="after"/>.</param>
    public int Insert(ReadOnlySpan<byte> key, int after, bool ordered)
    {
        var previous = after;
        if (ordered)
        {
            if (!IsBefore(previous, key)) previous = IsBefore(_lastInserted, key) ? _lastInserted : None;
            while (Next(previous) is var next && next != None && Oid.Compare(Key(next), key) < 0) previous = next;
        }

        var slot = TakeSlot();
        ref var row = ref _rows[slot];
        (row.KeyStart, row.KeyLength, row.Hash) = (StoreKey(key), key.Length, Hash(key));
        if (previous == None) (row.Next, First) = (First, slot);
        else (row.Next, _rows[previous].Next) = (_rows[previous].Next, slot);
        Count++;
        _lastInserted = slot;
        FillBucket(slot);
        AssertInvariants();
        return slot;
    }

    /// <summary>Removes every row whose bit is not set; <paramref name="seen"/> has a bit for each slot.</summary>
    public void Keep(ReadOnlySpan<ulong> seen)
    {
        var previous = None;
        for (var slot = First; slot != None;)
        {
            var next = _rows[slot].Next;
            if ((slot >> 6) < seen.Length && (seen[slot >> 6] >> slot & 1) != 0)
            {
                previous = slot;
            }
            else
            {
                if (previous == None) First = next;
                else _rows[previous].Next = next;
                Release(slot);
            }

            slot = next;
        }

        _lastInserted = None; // it may be gone
        if (_keysDead > _keys.Length / 2) CompactKeys();
        AssertInvariants();
    }

    private bool IsBefore(int slot, ReadOnlySpan<byte> key) => slot != None && Oid.Compare(Key(slot), key) < 0;

    private static int Hash(ReadOnlySpan<byte> key)
    {
        var hash = default(HashCode); // seeded for each process, so that no device can choose colliding indexes
        hash.AddBytes(key);
        return hash.ToHashCode() & int.MaxValue;
    }

    private int TakeSlot()
    {
        if (_free != None)
        {
            var reused = _free;
            _free = _rows[reused].Next;
            return reused;
        }

        if (Slots == _rows.Length) Array.Resize(ref _rows, 2 * Slots);
        return Slots++;
    }

    private int StoreKey(ReadOnlySpan<byte> key)
    {
        if (_keys.Length - _keysUsed < key.Length) Array.Resize(ref _keys, Math.Max(2 * _keys.Length, _keysUsed + key.Length));
        key.CopyTo(_keys.AsSpan(_keysUsed));
        _keysUsed += key.Length;
        return _keysUsed - key.Length;
    }

    private void FillBucket(int slot)
    {
        if (4 * (_filledBuckets + 1) > 3 * _buckets.Length)
        {
            Rehash(); // with the new row, which is linked already
            return;
        }

        var bucket = _rows[slot].Hash & (_buckets.Length - 1);
        while (_buckets[bucket] > 0) bucket = (bucket + 1) & (_buckets.Length - 1);
        if (_buckets[bucket] == 0) _filledBuckets++;
        _buckets[bucket] = slot + 1;
    }

    private void Rehash()
    {
        var size = 2;
        while (3 * size < 4 * (Count + 1)) size *= 2;
        _buckets = new int[size];
        _filledBuckets = 0;
        for (var slot = First; slot != None; slot = _rows[slot].Next) FillBucket(slot);
    }

    private void Release(int slot)
    {
        ref var row = ref _rows[slot];
        var bucket = row.Hash & (_buckets.Length - 1);
        while (_buckets[bucket] != slot + 1) bucket = (bucket + 1) & (_buckets.Length - 1);
        _buckets[bucket] = Removed;
        _keysDead += row.KeyLength;
        row.KeyLength = 0;
        row.Next = _free;
        _free = slot;
        Count--;
    }

    private void CompactKeys()
    {
        var old = _keys;
        _keys = new byte[Math.Max(4, _keysUsed - _keysDead)];
        (_keysUsed, _keysDead) = (0, 0);
        for (var slot = First; slot != None; slot = _rows[slot].Next)
        {
            ref var row = ref _rows[slot];
            row.KeyStart = StoreKey(old.AsSpan(row.KeyStart, row.KeyLength));
        }
    }

    [Conditional("DEBUG")]
    private void AssertInvariants()
    {
        if (Count > 256) return; // quadratic over a walk otherwise
        var linked = 0;
        for (var slot = First; slot != None; slot = _rows[slot].Next) linked++;
        Debug.Assert(linked == Count, "Every row is linked once.");
        Debug.Assert(_filledBuckets < _buckets.Length, "There is always an empty bucket, so a search ends.");
    }

    private struct Row
    {
        public int KeyStart;
        public int KeyLength;
        public int Hash;
        public int Next;
    }
}
