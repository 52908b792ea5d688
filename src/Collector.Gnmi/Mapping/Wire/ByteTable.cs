namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Keeps byte strings, each once, and gives them numbers: prefixes and paths as they came off the wire.</summary>
/// <remarks>One writer. Numbers begin with 0 and stay until <see cref="Clear"/>. The hash is seeded anew in each process, so a device cannot choose what collides.</remarks>
internal sealed class ByteTable
{
    public const int None = -1;

    private byte[] _blob = new byte[256];
    private int _blobLength;
    private Entry[] _entries = new Entry[16];
    private int[] _buckets = new int[16]; // number + 1

    public int Count { get; private set; }

    /// <summary>Of all strings together.</summary>
    public int Length => _blobLength;

    /// <summary>Bytes held.</summary>
    public long Bytes => _blob.Length + _entries.Length * 16L + _buckets.Length * sizeof(int);

    public ReadOnlySpan<byte> this[int number] => _blob.AsSpan(_entries[number].Start, _entries[number].Length);

    /// <summary>Where a string is kept; see <see cref="Kept"/>.</summary>
    public (int Start, int Length) PlaceOf(int number) => (_entries[number].Start, _entries[number].Length);

    /// <summary>The string at a place, for who looks at it too often to ask for its number.</summary>
    public ReadOnlySpan<byte> Kept(int start, int length) => _blob.AsSpan(start, length);

    public bool Is(int number, ReadOnlySpan<byte> bytes) => this[number].SequenceEqual(bytes);

    /// <summary>The number of a string that is known, or <see cref="None"/>.</summary>
    public int Find(ReadOnlySpan<byte> bytes) => Find(bytes, Hash(bytes));

    public int FindOrAdd(ReadOnlySpan<byte> bytes)
    {
        var hash = Hash(bytes);
        var known = Find(bytes, hash);
        return known != None ? known : Add(bytes, hash);
    }

    public void Clear()
    {
        (Count, _blobLength) = (0, 0);
        Array.Clear(_buckets);
    }

    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private int Find(ReadOnlySpan<byte> bytes, int hash)
    {
        for (var number = _buckets[hash & (_buckets.Length - 1)] - 1; number >= 0; number = _entries[number].Next)
        {
            if (_entries[number].Hash == hash && Is(number, bytes)) return number;
        }

        return None;
    }

    private int Add(ReadOnlySpan<byte> bytes, int hash)
    {
        if (Count == _entries.Length) Grow();
        if (_blob.Length - _blobLength < bytes.Length) Array.Resize(ref _blob, Math.Max(_blob.Length + _blob.Length / 2, _blobLength + bytes.Length));
        bytes.CopyTo(_blob.AsSpan(_blobLength));
        ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _entries[Count] = new Entry { Hash = hash, Start = _blobLength, Length = bytes.Length, Next = bucket - 1 };
        bucket = ++Count;
        _blobLength += bytes.Length;
        return Count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, 2 * Count);
        _buckets = new int[2 * Count];
        for (var number = 0; number < Count; number++)
        {
            ref var bucket = ref _buckets[_entries[number].Hash & (_buckets.Length - 1)];
            _entries[number].Next = bucket - 1;
            bucket = number + 1;
        }
    }

    private struct Entry
    {
        public int Hash;
        public int Start;
        public int Length;
        public int Next;
    }
}
