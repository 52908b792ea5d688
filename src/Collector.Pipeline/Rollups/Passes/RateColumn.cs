using System.Numerics;
using Collector.Pipeline.Rollups.Counters;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>The growth in a second of every row of one counter column of one target, and the readings that it was made from.</summary>
/// <remarks>The pass's thread. A chunk whose rows all counted on is done with vectors; any other one row by row, by <see cref="CounterDifference"/>.</remarks>
internal sealed class RateColumn(Column column, StepCounts steps)
{
    private const double MsPerSecond = 1000;

    private readonly UnsignedColumn? _counter = column as UnsignedColumn;
    private readonly bool _isOctets = column.Family.Name.Contains("octets", StringComparison.OrdinalIgnoreCase);
    private readonly NumberColumn _number = new(0, column.Number);
    private ulong[] _before = [];
    private long[] _at = [];
    private ulong[] _known = [];

    public Column Column { get; } = column;

    /// <summary>By row; meaningless where <see cref="Valid"/> has no bit.</summary>
    public double[] Rates { get; private set; } = [];

    /// <summary>The rows that have a value and a rate.</summary>
    public ulong[] Valid { get; private set; } = [];

    public void Grow(int rows)
    {
        Array.Resize(ref _before, rows);
        Array.Resize(ref _at, rows);
        Array.Resize(ref _known, (rows + 63) / 64);
        var (rates, valid) = (Rates, Valid);
        Array.Resize(ref rates, rows);
        Array.Resize(ref valid, (rows + 63) / 64);
        (Rates, Valid) = (rates, valid);
    }

    /// <summary>The slot is another row's from now on.</summary>
    public void Forget(int row)
    {
        _known[row >> 6] &= ~(1UL << row);
        Valid[row >> 6] &= ~(1UL << row);
    }

    /// <summary>The table has become shorter: no row is there from this chunk on.</summary>
    public void ClearFrom(int chunk)
    {
        if (chunk < Valid.Length) Array.Clear(Valid, chunk, Valid.Length - chunk);
    }

    /// <summary>Takes the readings of one chunk of rows.</summary>
    /// <param name="poll">When they were read, and what is known of their device.</param>
    /// <param name="table">The table.</param>
    /// <param name="index">The column's place in it.</param>
    /// <param name="chunk">Which 64 rows.</param>
    /// <param name="discontinuous">Those of them that say that their counters jumped.</param>
    public void Read(in RatePoll poll, TableSnapshot table, int index, int chunk, ulong discontinuous)
    {
        var present = table.Presence[index * table.PresenceWords + chunk];
        if (table.IsCarried(index))
        {
            Valid[chunk] &= present; // the readings of the poll before, under the time of this one: not a step, let alone one of 0
            return;
        }

        var first = chunk * RowLabels.Rows;
        var rows = Math.Min(RowLabels.Rows, table.RowCapacity - first);
        var cells = table.Cells.AsSpan(index * table.RowCapacity + first, rows);
        var after = table.AnsweredAfterMs.AsSpan(first, rows);
        var isDense = (present & present + 1) == 0; // rows 0 … n - 1
        if (isDense && present == _known[chunk] && discontinuous == 0 && _counter is not null && TryAdvance(poll, first, cells[..BitOperations.PopCount(present)], after))
        {
            Valid[chunk] = present;
            return;
        }

        Valid[chunk] &= present;
        for (var bits = present; bits != 0; bits &= bits - 1)
        {
            var row = BitOperations.TrailingZeroCount(bits);
            Step(poll, table, first + row, cells[row], poll.StartedUnixMs + after[row], (discontinuous >> row & 1) != 0);
        }
    }

    /// <summary>Every row counted on: no branches. False, with the readings as they were, when some row did anything else.</summary>
    private bool TryAdvance(in RatePoll poll, int first, ReadOnlySpan<ulong> cells, ReadOnlySpan<uint> after)
    {
        var before = _before.AsSpan(first, cells.Length);
        var at = _at.AsSpan(first, cells.Length);
        var rates = Rates.AsSpan(first, cells.Length);
        var wide = Vector<ulong>.Count;
        var (started, since) = (new Vector<long>(poll.StartedUnixMs), new Vector<long>(poll.SinceUnixMs));
        var most = new Vector<double>(CounterLimits.Anything);
        var odd = Vector<long>.Zero;
        var row = 0;
        for (; row + 2 * wide <= cells.Length; row += 2 * wide)
        {
            Vector.Widen(new Vector<uint>(after[row..]), out var low, out var high);
            odd |= Advance(cells[row..], before[row..], at[row..], rates[row..], started + Vector.AsVectorInt64(low), since, most);
            odd |= Advance(cells[(row + wide)..], before[(row + wide)..], at[(row + wide)..], rates[(row + wide)..], started + Vector.AsVectorInt64(high), since, most);
        }

        var isOdd = !Vector.EqualsAll(odd, Vector<long>.Zero);
        for (; row < cells.Length; row++)
        {
            var passed = poll.StartedUnixMs + after[row] - at[row];
            rates[row] = (cells[row] - before[row]) * MsPerSecond / passed;
            isOdd |= cells[row] < before[row] || passed <= 0 || at[row] < poll.SinceUnixMs || rates[row] > CounterLimits.Anything;
        }

        if (isOdd) return false;
        cells.CopyTo(before);
        for (row = 0; row < cells.Length; row++) at[row] = poll.StartedUnixMs + after[row];
        return true;
    }

    private static Vector<long> Advance(
        ReadOnlySpan<ulong> cells, ReadOnlySpan<ulong> before, ReadOnlySpan<long> at, Span<double> rates, Vector<long> now, Vector<long> since, Vector<double> most)
    {
        var (value, valueBefore, then) = (new Vector<ulong>(cells), new Vector<ulong>(before), new Vector<long>(at));
        var passed = now - then;
        var rate = Vector.ConvertToDouble(value - valueBefore) * MsPerSecond / Vector.ConvertToDouble(passed);
        rate.CopyTo(rates);
        return Vector.AsVectorInt64(Vector.LessThan(value, valueBefore)) | Vector.LessThanOrEqual(passed, Vector<long>.Zero)
            | Vector.LessThan(then, since) | Vector.GreaterThan(rate, most);
    }

    private void Step(in RatePoll poll, TableSnapshot table, int row, ulong cell, long now, bool isDiscontinuous)
    {
        var (word, bit) = (row >> 6, 1UL << row);
        if ((_known[word] & bit) == 0)
        {
            (_before[row], _at[row]) = (cell, now);
            _known[word] |= bit;
            return;
        }

        isDiscontinuous |= _at[row] < poll.SinceUnixMs;
        var (step, grown) = _counter is not null ? Count(poll, table, row, cell, now, isDiscontinuous) : Compare(cell, row, now, isDiscontinuous);
        steps.Count(step);
        if (step == CounterStep.Still) return;
        Valid[word] = step is CounterStep.Advanced or CounterStep.Wrapped ? Valid[word] | bit : Valid[word] & ~bit;
        Rates[row] = grown * MsPerSecond / (now - _at[row]);
        (_before[row], _at[row]) = (cell, now);
    }

    private (CounterStep Step, double Grown) Count(in RatePoll poll, TableSnapshot table, int row, ulong cell, long now, bool isDiscontinuous)
    {
        var limits = CounterLimits.Of(_counter!.Width);
        if (limits.Width == CounterWidth.Bits32 && cell < _before[row] && _isOctets && poll.Speed is { } speed && table.Slice(speed.Column.Index) is var speeds && (speeds.Presence[row >> 6] >> row & 1) != 0)
            limits = limits with { MostPerSecond = speed.OctetsPerSecond(speeds.Cells[row], CounterLimits.Anything) };
        var step = CounterDifference.Between(new(_before[row], _at[row]), new(cell, now), limits, isDiscontinuous, out var counted);
        return (step, counted);
    }

    /// <summary>Counters that were scaled are fractions, and nobody knows where they end.</summary>
    private (CounterStep Step, double Grown) Compare(ulong cell, int row, long now, bool isDiscontinuous)
    {
        if (now <= _at[row]) return (CounterStep.Still, 0);
        var grown = _number.Of(cell) - _number.Of(_before[row]);
        return isDiscontinuous || !(grown >= 0 && double.IsFinite(grown)) ? (CounterStep.Reset, 0) : (CounterStep.Advanced, grown);
    }
}
