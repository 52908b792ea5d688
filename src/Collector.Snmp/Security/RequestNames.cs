namespace Collector.Snmp.Security;

/// <summary>The names of one request, put together where they are needed from a column and an index: a lane has one, and nothing is allocated.</summary>
/// <remarks>The lane's thread only; one request at a time.</remarks>
internal sealed class RequestNames
{
    private byte[] _octets = new byte[1472];
    private int[] _ends = new int[64];

    public int Count { get; private set; }

    /// <summary>A name's octets.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var start = StartOf(index);
            return _octets.AsSpan(start, _ends[index] - start);
        }
    }

    public void Clear() => Count = 0;

    /// <summary>Adds the instance of a column with this index tail; an empty one stands for the column.</summary>
    public void Add(ReadOnlySpan<byte> column, ReadOnlySpan<byte> tail)
    {
        var start = StartOf(Count);
        var end = start + column.Length + tail.Length;
        if (end > _octets.Length) Array.Resize(ref _octets, 2 * end);
        if (Count == _ends.Length) Array.Resize(ref _ends, 2 * Count);
        column.CopyTo(_octets.AsSpan(start));
        tail.CopyTo(_octets.AsSpan(start + column.Length));
        _ends[Count++] = end;
    }

    private int StartOf(int index) => index == 0 ? 0 : _ends[index - 1];
}
