using Collector.Snmp.Ber;

namespace Collector.Snmp.Polling.Filters;

/// <summary>The index tails of rows, packed one behind the other. Filling it anew with as many allocates nothing.</summary>
internal sealed class IndexTails
{
    private byte[] _octets = [];
    private int[] _ends = [];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Add(ReadOnlySpan<byte> tail)
    {
        var start = EndOf(Count);
        if (Count == _ends.Length) Array.Resize(ref _ends, Math.Max(8, 2 * Count));
        if (_octets.Length - start < tail.Length) Array.Resize(ref _octets, Math.Max(2 * _octets.Length, start + tail.Length));
        tail.CopyTo(_octets.AsSpan(start));
        _ends[Count++] = start + tail.Length;
    }

    /// <summary>Forgets the last ones.</summary>
    public void CutTo(int count) => Count = count;

    public bool SequenceEqual(IndexTails other) =>
        Count == other.Count
        && _ends.AsSpan(0, Count).SequenceEqual(other._ends.AsSpan(0, Count))
        && _octets.AsSpan(0, EndOf(Count)).SequenceEqual(other._octets.AsSpan(0, EndOf(Count)));

    /// <summary>Each as an identifier of its own, in order.</summary>
    public IEnumerable<Oid> AsOids()
    {
        for (var i = 0; i < Count; i++)
        {
            if (Oid.TryFromEncoded(_octets.AsSpan(EndOf(i), _ends[i] - EndOf(i)), out var oid)) yield return oid;
        }
    }

    private int EndOf(int count) => count == 0 ? 0 : _ends[count - 1];
}
