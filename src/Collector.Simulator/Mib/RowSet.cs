namespace Collector.Simulator.Mib;

/// <summary>The rows of a table in index order. Immutable, and shared by all devices whose rows nobody changed.</summary>
/// <remarks>A position past <see cref="Count"/> is a row only in an endless set, which makes rows up as they are asked for.</remarks>
internal sealed class RowSet(Row[] sorted, bool endless = false)
{
    public int Count => sorted.Length;
    public bool IsEndless => endless;
    public ReadOnlySpan<Row> Rows => sorted;

    /// <summary>Leaves <paramref name="row"/> as it is when there is none.</summary>
    public bool TryGet(int position, ref Row row)
    {
        if ((uint)position < (uint)sorted.Length)
        {
            row = sorted[position];
            return true;
        }
        if (!endless) return false;
        var index = (sorted.Length == 0 ? 0L : sorted[^1].Index) + 1 + position - sorted.Length;
        // InterfaceIndex is an Integer32: even an endless table stops at 2^31-1, after some two thousand million rows.
        if (index > int.MaxValue) return false;
        row = new Row((uint)index, position + 1);
        return true;
    }

    /// <summary>The position of the row with this index, or -1.</summary>
    public int PositionOf(uint index)
    {
        var position = PositionAfter(index) - 1;
        var row = default(Row);
        return position >= 0 && TryGet(position, ref row) && row.Index == index ? position : -1;
    }

    /// <summary>The position of the first row whose index is greater; it may lie past the end.</summary>
    public int PositionAfter(uint index)
    {
        if (sorted.Length == 0) return endless ? PastTheEnd(index, 0) : 0;
        // Nearly all sets are 1, 2, 3 … without holes.
        if (index < (uint)sorted.Length && sorted[index].Index == index + 1) return (int)index;
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle].Index > index) high = middle;
            else low = middle + 1;
        }
        return low == sorted.Length && endless ? PastTheEnd(index, sorted[^1].Index) : low;
    }

    private int PastTheEnd(uint index, uint last) => (int)Math.Min(sorted.Length + (long)(index - last), int.MaxValue);
}
