using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>A column whose cells are numbers.</summary>
/// <param name="Index">Its place in the table.</param>
/// <param name="Number">What the cells are.</param>
internal readonly record struct NumberColumn(int Index, CellNumber Number)
{
    public double Of(ulong cell) => Number switch
    {
        CellNumber.Unsigned => cell,
        CellNumber.Signed => (long)cell,
        _ => BitConverter.UInt64BitsToDouble(cell),
    };
}
