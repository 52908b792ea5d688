namespace Collector.Pipeline.Store;

/// <summary>The label blocks of up to 64 rows, packed: `ifIndex="7",ifName="eth7"`, escaped once when the row was made, shared by all columns.</summary>
/// <remarks>Immutable. A changed row makes a new chunk; the other chunks of the table stay as they are.</remarks>
public sealed class RowLabels
{
    /// <summary>Rows in a chunk: one word of a presence bitmap.</summary>
    public const int Rows = 64;

    private readonly byte[] _packed;
    private readonly int[] _ends;

    /// <param name="packed">The blocks, one after the other.</param>
    /// <param name="ends">Where each block ends; at most <see cref="Rows"/>.</param>
    public RowLabels(byte[] packed, int[] ends) => (_packed, _ends) = (packed, ends);

    /// <summary>The block of a row: `row` counts from the chunk's first. Empty for a row without labels, and for slots nobody uses.</summary>
    public ReadOnlySpan<byte> Block(int row)
    {
        if ((uint)row >= (uint)_ends.Length) return default;
        var start = row == 0 ? 0 : _ends[row - 1];
        return _packed.AsSpan(start, _ends[row] - start);
    }

    /// <summary>Bytes held, for `collector_store_bytes`.</summary>
    public int Bytes => _packed.Length + _ends.Length * sizeof(int);
}
