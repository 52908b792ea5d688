using System.Numerics;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>The rows of one table for which one condition holds. States hardly ever change, so a chunk is judged anew only when a cell did.</summary>
/// <remarks>The pass's thread.</remarks>
internal sealed class ConditionMask(ValueCondition condition, NumberColumn column)
{
    private ulong[] _cells = [];
    private (ulong Present, ulong Holds)[] _chunks = [];

    public void Grow(int rows)
    {
        Array.Resize(ref _cells, rows);
        Array.Resize(ref _chunks, rows / RowLabels.Rows);
    }

    /// <summary>The rows of a chunk for which it holds, among those that have a value.</summary>
    public ulong Of(TableSnapshot table, int chunk, out ulong present)
    {
        present = table.Presence[column.Index * table.PresenceWords + chunk];
        var first = chunk * RowLabels.Rows;
        var cells = table.Cells.AsSpan(column.Index * table.RowCapacity + first, Math.Min(RowLabels.Rows, table.RowCapacity - first));
        if (present != _chunks[chunk].Present || !cells.SequenceEqual(_cells.AsSpan(first, cells.Length))) Judge(cells, present, chunk);
        return _chunks[chunk].Holds;
    }

    private void Judge(ReadOnlySpan<ulong> cells, ulong present, int chunk)
    {
        var holds = 0UL;
        for (var bits = present; bits != 0; bits &= bits - 1)
        {
            var row = BitOperations.TrailingZeroCount(bits);
            if (condition.Holds(column.Of(cells[row]))) holds |= 1UL << row;
        }

        cells.CopyTo(_cells.AsSpan(chunk * RowLabels.Rows));
        _chunks[chunk] = (present, holds);
    }
}
