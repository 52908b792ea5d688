using System.Numerics;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What one rule reads of other tables than that of its rows: conditions, and what values are divided by.</summary>
/// <remarks>The pass's thread. Targets whose tables have all in one row have none of this.</remarks>
internal sealed class RowJoins
{
    private readonly (ValueCondition Condition, JoinedColumn Column)[] _conditions;
    private readonly JoinedColumn? _per;
    private readonly double[] _values = new double[RowLabels.Rows];

    private RowJoins(RuleUse use)
    {
        _conditions = [.. use.Rule.Conditions.Where((_, place) => use.Conditions[place] is null).Select(condition => (condition, new JoinedColumn(condition.Family)))];
        if (use.Per is null && use.Rule.Per is { } per) _per = new JoinedColumn(per);
    }

    public static RowJoins? Of(RuleUse use) => use.IsInOneTable ? null : new RowJoins(use);

    /// <summary>Finds what is read in what the target has now.</summary>
    public void Find(TableSnapshot table, ReadOnlySpan<ModuleRollup> modules)
    {
        foreach (var (_, column) in _conditions) column.Find(table, modules);
        _per?.Find(table, modules);
    }

    /// <summary>The rows of a chunk for which all conditions hold; those that lack a value are known no more.</summary>
    public ulong Holding(int chunk, ref ulong known)
    {
        var holds = ulong.MaxValue;
        foreach (var (condition, column) in _conditions)
        {
            known &= column.Read(chunk, known, _values);
            for (var bits = known & holds; bits != 0; bits &= bits - 1)
            {
                var row = BitOperations.TrailingZeroCount(bits);
                if (!condition.Holds(_values[row])) holds &= ~(1UL << row);
            }
        }

        return holds;
    }

    /// <summary>Divides values in place, if they are to be divided by what is elsewhere; the rows that have a divisor.</summary>
    public ulong Divide(ref ReadOnlySpan<double> values, Span<double> scratch, int chunk, ulong wanted)
    {
        if (_per is null) return wanted;
        var divided = 0UL;
        for (var bits = _per.Read(chunk, wanted, _values); bits != 0; bits &= bits - 1)
        {
            var row = BitOperations.TrailingZeroCount(bits);
            if (_values[row] is 0 or double.NaN) continue;
            scratch[row] = values[row] / _values[row];
            divided |= 1UL << row;
        }

        values = scratch;
        return divided;
    }
}
