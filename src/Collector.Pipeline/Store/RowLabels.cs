using System.Numerics;

namespace Collector.Pipeline.Store;

/// <summary>The label blocks of up to 64 rows, packed: `ifIndex="7",ifName="eth7"`, escaped once when the row was made, shared by all columns.</summary>
/// <remarks>
/// Never changed while anybody can see it. A changed row makes a new chunk; the other chunks of the table stay as they are. A chunk from
/// <see cref="SnapshotPool.RentLabels"/> counts who has it, on the lane's thread: when the last snapshot with it has come back, it is written anew.
/// </remarks>
public sealed class RowLabels
{
    /// <summary>Rows in a chunk: one word of a presence bitmap.</summary>
    public const int Rows = 64;

    private const int SmallestStep = 64;
    private const int FirstBytes = 512; // by then the processor has noticed that somebody goes on reading

    private readonly byte[] _packed;
    private readonly int[] _ends;
    private readonly bool _isPooled;
    private int _rows;
    private int _uses;
    private int _edition;

    /// <param name="packed">The blocks, one after the other.</param>
    /// <param name="ends">Where each block ends; at most <see cref="Rows"/>.</param>
    public RowLabels(byte[] packed, int[] ends) => (_packed, _ends, _rows) = (packed, ends, ends.Length);

    internal RowLabels((int Bytes, int Rows) capacity) => (_packed, _ends, _isPooled) = (new byte[capacity.Bytes], new int[capacity.Rows], true);

    /// <summary>A chunk in which nobody has labels.</summary>
    public static RowLabels None { get; } = new([], []);

    /// <summary>Bytes held, for `collector_store_bytes`.</summary>
    public int Bytes => _packed.Length + _ends.Length * sizeof(int);

    /// <summary>Another number each time the chunk is written anew: with it, and the reference, a reader knows later whether labels are what they were.</summary>
    public int Edition => _edition;

    internal (int Bytes, int Rows) Capacity => (_packed.Length, _ends.Length);

    /// <summary>The block of a row: `row` counts from the chunk's first. Empty for a row without labels, and for slots nobody uses.</summary>
    public ReadOnlySpan<byte> Block(int row)
    {
        if ((uint)row >= (uint)_rows) return default;
        var start = row == 0 ? 0 : _ends[row - 1];
        return _packed.AsSpan(start, _ends[row] - start);
    }

    /// <summary>Before a visit of all rows: asks for their ends and the beginning of their blocks. What follows, the processor sees coming.</summary>
    public void Prefetch()
    {
        CacheLines.Prefetch(_ends, 0, _rows);
        CacheLines.Prefetch(_packed, 0, FirstBytes);
    }

    /// <summary>Another chunk, which differs in the block of one row.</summary>
    public RowLabels With(int row, ReadOnlySpan<byte> block)
    {
        var ends = new int[Math.Max(_rows, row + 1)];
        var packed = new byte[(_rows == 0 ? 0 : _ends[_rows - 1]) - Block(row).Length + block.Length];
        var at = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var from = i == row ? block : Block(i);
            from.CopyTo(packed.AsSpan(at));
            at += from.Length;
            ends[i] = at;
        }

        return new RowLabels(packed, ends);
    }

    /// <summary>The capacity that a chunk gets: few sizes, and hardly more than an eighth too large.</summary>
    internal static (int Bytes, int Rows) CapacityFor(int bytes, int rows)
    {
        var step = Math.Max(SmallestStep, (int)BitOperations.RoundUpToPowerOf2((uint)bytes) / 16);
        return ((bytes + step - 1) / step * step, SnapshotPool.CapacityFor(rows));
    }

    internal void Fill(ReadOnlySpan<byte> packed, ReadOnlySpan<int> ends)
    {
        packed.CopyTo(_packed);
        ends.CopyTo(_ends);
        _rows = ends.Length;
        _edition++;
    }

    /// <summary>The lane's thread: one more holds it.</summary>
    internal void AddUse()
    {
        if (_isPooled) _uses++; // others may be shared by lanes
    }

    /// <summary>The lane's thread: one less. True when that was the last.</summary>
    internal bool EndUse() => _isPooled && --_uses == 0;
}
