using System.Numerics;
using System.Runtime.InteropServices;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>One rule in one table of one target: which group each row belongs to, which rows are known, and how a pass adds them up, 64 rows at a time.</summary>
/// <remarks>The pass's thread. Groups are found when labels change and never in a pass.</remarks>
internal sealed class RuleRows
{
    private readonly ConditionMask[] _conditions;
    private readonly bool _isSum;
    private readonly bool _isTop;
    private int[] _groupOf = [];
    private RuleChunk[] _chunks = [];
    private long _rotatedUnixMs;

    public RuleRows(RuleUse use, RuleGroups groups, ConditionMasks masks, long nowUnixMs)
    {
        (Use, Groups, _rotatedUnixMs) = (use, groups, nowUnixMs);
        _conditions = masks.Of(use);
        Joins = RowJoins.Of(use);
        _isSum = use.Rule.Operation is RollupOperation.Sum or RollupOperation.Avg;
        _isTop = use.Rule.Operation == RollupOperation.Topk;
    }

    public RuleUse Use { get; set; }

    public RuleGroups Groups { get; }

    /// <summary>What is read of other tables; null when all is in the row itself.</summary>
    public RowJoins? Joins { get; }

    /// <summary>Whether it has ever had a row of its rule, which is still remembered.</summary>
    public bool HasRows
    {
        get
        {
            foreach (ref var chunk in _chunks.AsSpan())
            {
                if ((chunk.Known & chunk.Assigned) != 0) return true;
            }

            return false;
        }
    }

    public void Grow(int rows)
    {
        var before = _groupOf.Length;
        Array.Resize(ref _groupOf, rows);
        Array.Fill(_groupOf, RuleGroups.None, before, rows - before);
        var chunks = rows / RowLabels.Rows;
        before = _chunks.Length;
        Array.Resize(ref _chunks, chunks);
        foreach (ref var chunk in _chunks.AsSpan(before)) chunk.Group = RuleGroups.None;
    }

    /// <summary>A row belongs to another group than before, or to none; <see cref="Settle"/> comes after the last one of a chunk.</summary>
    public void Assign(int row, int group)
    {
        Release(row);
        _groupOf[row] = group;
        if (group == RuleGroups.LeftOut) Groups.RowsLeftOut++;
        var bit = 1UL << row;
        ref var chunk = ref _chunks[row >> 6];
        chunk.Assigned = group >= 0 ? chunk.Assigned | bit : chunk.Assigned & ~bit;
    }

    /// <summary>The slot is another row's from now on.</summary>
    public void Forget(int row)
    {
        ref var chunk = ref _chunks[row >> 6];
        chunk.Seen &= ~(1UL << row);
        chunk.SeenBefore &= ~(1UL << row);
    }

    /// <summary>Finds out whether all rows of a chunk belong to one group.</summary>
    public void Settle(int chunk)
    {
        var common = RuleGroups.None;
        for (var bits = _chunks[chunk].Matched; bits != 0 && common != RuleChunk.Mixed; bits &= bits - 1)
        {
            var group = _groupOf[chunk * RowLabels.Rows + BitOperations.TrailingZeroCount(bits)];
            common = common == RuleGroups.None || common == group ? group : RuleChunk.Mixed;
        }

        _chunks[chunk].Group = common;
    }

    /// <summary>Leaves rows out that an earlier table of the target has already: pages show such a series once, too.</summary>
    /// <param name="identities">What stands for each row's labels.</param>
    /// <param name="taken">The rows of earlier tables; those of this one are added.</param>
    public void Exclude(ReadOnlySpan<ulong> identities, HashSet<ulong> taken)
    {
        for (var chunk = 0; chunk < _chunks.Length; chunk++)
        {
            _chunks[chunk].Excluded = 0;
            for (var bits = _chunks[chunk].Assigned; bits != 0; bits &= bits - 1)
            {
                var row = BitOperations.TrailingZeroCount(bits);
                if (!taken.Add(identities[chunk * RowLabels.Rows + row])) _chunks[chunk].Excluded |= 1UL << row;
            }

            Settle(chunk);
        }
    }

    /// <summary>All rows leave their groups: the target is gone, or its labels are others.</summary>
    public void ReleaseAll()
    {
        for (var row = 0; row < _groupOf.Length; row++) Release(row);
        foreach (ref var chunk in _chunks.AsSpan()) (chunk.Assigned, chunk.Group) = (0, RuleGroups.None);
    }

    /// <summary>A device that answers is asked what it still has: what it had not for long enough is forgotten.</summary>
    public void Rotate(long nowUnixMs)
    {
        if (nowUnixMs - _rotatedUnixMs < Use.Rule.Remember.TotalMilliseconds) return;
        foreach (ref var chunk in _chunks.AsSpan()) (chunk.Seen, chunk.SeenBefore) = (0, chunk.Seen);
        _rotatedUnixMs = nowUnixMs;
    }

    /// <summary>Adds the rows of a chunk to their groups.</summary>
    /// <param name="series">The target.</param>
    /// <param name="table">The table.</param>
    /// <param name="chunk">Which 64 rows.</param>
    /// <param name="rate">The rates that count; null when the values do.</param>
    /// <param name="scratch">Room for 64 numbers.</param>
    public void Add(TargetSeries series, TableSnapshot table, int chunk, RateColumn? rate, Span<double> scratch)
    {
        ref var state = ref _chunks[chunk];
        var matched = state.Matched;
        if (matched == 0) return;
        var known = table.Presence[Use.Value.Index * table.PresenceWords + chunk] & matched;
        var holds = ulong.MaxValue;
        foreach (var condition in _conditions)
        {
            holds &= condition.Of(table, chunk, out var present);
            known &= present;
        }

        if (Joins is not null) holds &= Joins.Holding(chunk, ref known);
        var values = ValuesOf(table, chunk, rate, known, scratch);
        if (rate is null && Use.Value.Number == Samples.CellNumber.Double) known = FiniteOf(values, known);
        if (Use.Per is { } per) known &= Divide(ref values, scratch, table, per, chunk, known);
        else if (Joins is not null) known &= Joins.Divide(ref values, scratch, chunk, known);
        state.Seen |= known;
        var members = rate is null ? known : known & rate.ValidOf(chunk);
        if (state.Group is >= 0 and var group) AddAll(series, table, chunk, group, members, members & holds, values);
        else AddEach(series, table, chunk, members, holds, values);
    }

    /// <summary>Adds what is known of a chunk's rows, whether or not there is anything of them now.</summary>
    public void AddExpected(int chunk)
    {
        ref var state = ref _chunks[chunk];
        var known = state.Known & state.Matched;
        if (known == 0) return;
        if (state.Group is >= 0 and var group)
        {
            Groups.AddExpected(group, BitOperations.PopCount(known));
            return;
        }

        for (; known != 0; known &= known - 1) Groups.AddExpected(_groupOf[chunk * RowLabels.Rows + BitOperations.TrailingZeroCount(known)], 1);
    }

    private ReadOnlySpan<double> ValuesOf(TableSnapshot table, int chunk, RateColumn? rate, ulong wanted, Span<double> scratch)
    {
        var first = chunk * RowLabels.Rows;
        if (rate is not null) return rate.RatesOf(chunk);
        var cells = table.Cells.AsSpan(Use.Value.Index * table.RowCapacity + first, Math.Min(RowLabels.Rows, table.RowCapacity - first));
        if (Use.Value.Number == Samples.CellNumber.Double) return MemoryMarshal.Cast<ulong, double>(cells);
        for (; wanted != 0; wanted &= wanted - 1)
        {
            var row = BitOperations.TrailingZeroCount(wanted);
            scratch[row] = Use.Value.Of(cells[row]);
        }

        return scratch;
    }

    /// <summary>One NaN of one device would make its whole group one.</summary>
    private static ulong FiniteOf(ReadOnlySpan<double> values, ulong wanted)
    {
        for (var bits = wanted; bits != 0; bits &= bits - 1)
        {
            var row = BitOperations.TrailingZeroCount(bits);
            if (!double.IsFinite(values[row])) wanted &= ~(1UL << row);
        }

        return wanted;
    }

    /// <summary>Divides by another column's values; the rows that have one.</summary>
    private static ulong Divide(ref ReadOnlySpan<double> values, Span<double> scratch, TableSnapshot table, NumberColumn per, int chunk, ulong wanted)
    {
        var slice = table.Slice(per.Index);
        var divided = 0UL;
        for (var bits = wanted & slice.Presence[chunk]; bits != 0; bits &= bits - 1)
        {
            var row = BitOperations.TrailingZeroCount(bits);
            var divisor = per.Of(slice.Cells[chunk * RowLabels.Rows + row]);
            if (divisor is 0 or double.NaN) continue;
            scratch[row] = values[row] / divisor;
            divided |= 1UL << row;
        }

        values = scratch;
        return divided;
    }

    private void AddAll(TargetSeries series, TableSnapshot table, int chunk, int group, ulong members, ulong contributors, ReadOnlySpan<double> values)
    {
        Groups.AddMembers(group, BitOperations.PopCount(members));
        if (_isSum)
        {
            Groups.AddSum(group, SumOf(values, contributors), BitOperations.PopCount(contributors));
            return;
        }

        for (; contributors != 0; contributors &= contributors - 1) AddOne(series, table, chunk, group, BitOperations.TrailingZeroCount(contributors), values);
    }

    private void AddEach(TargetSeries series, TableSnapshot table, int chunk, ulong members, ulong holds, ReadOnlySpan<double> values)
    {
        for (; members != 0; members &= members - 1)
        {
            var row = BitOperations.TrailingZeroCount(members);
            var group = _groupOf[chunk * RowLabels.Rows + row];
            Groups.AddMembers(group, 1);
            if ((holds >> row & 1) != 0) AddOne(series, table, chunk, group, row, values);
        }
    }

    private void AddOne(TargetSeries series, TableSnapshot table, int chunk, int group, int row, ReadOnlySpan<double> values)
    {
        if (_isTop) Groups.AddTop(group, new TopValue(values[row], series, table, chunk * RowLabels.Rows + row));
        else Groups.Add(group, values[row]);
    }

    private static double SumOf(ReadOnlySpan<double> values, ulong wanted)
    {
        if ((wanted & wanted + 1) == 0) return SumOf(values[..BitOperations.PopCount(wanted)]); // rows 0 … n - 1
        var sum = 0.0;
        for (; wanted != 0; wanted &= wanted - 1) sum += values[BitOperations.TrailingZeroCount(wanted)];
        return sum;
    }

    private static double SumOf(ReadOnlySpan<double> values)
    {
        var sums = Vector<double>.Zero;
        var row = 0;
        for (; row + Vector<double>.Count <= values.Length; row += Vector<double>.Count) sums += new Vector<double>(values[row..]);
        var sum = Vector.Sum(sums);
        for (; row < values.Length; row++) sum += values[row];
        return sum;
    }

    private void Release(int row)
    {
        if (_groupOf[row] == RuleGroups.LeftOut) Groups.RowsLeftOut--;
        Groups.Leave(_groupOf[row]);
        _groupOf[row] = RuleGroups.None;
    }
}
