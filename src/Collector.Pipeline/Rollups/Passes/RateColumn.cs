using System.Numerics;
using System.Runtime.InteropServices;
using Collector.Pipeline.Rollups.Counters;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>The growth in a second of every row of one counter column of one target, and the readings that it was made from.</summary>
/// <remarks>
/// The pass's thread. A chunk whose rows all counted on is done with vectors; any other one row by row, by <see cref="CounterDifference"/>. All that is known of a chunk stands
/// in one piece of memory (which rows have a reading, which a rate, the readings, their times, the rates), since a pass over a large fleet waits for memory above all.
/// </remarks>
internal sealed class RateColumn(Column column, StepCounts steps)
{
    private const double MsPerSecond = 1000;
    private const int Known = 0;
    private const int Valid = 1;
    private const int Before = 2;
    private const int At = Before + RowLabels.Rows;
    private const int Rates = At + RowLabels.Rows;
    private const int Words = Rates + RowLabels.Rows;

    private readonly UnsignedColumn? _counter = column as UnsignedColumn;
    private readonly bool _isOctets = column.Family.Name.Contains("octets", StringComparison.OrdinalIgnoreCase);
    private readonly NumberColumn _number = new(0, column.Number);
    private ulong[] _chunks = [];

    public Column Column { get; } = column;

    /// <summary>The rows of a chunk that have a value and a rate.</summary>
    public ulong ValidOf(int chunk) => _chunks[chunk * Words + Valid];

    /// <summary>The rates of a chunk's rows; meaningless where <see cref="ValidOf"/> has no bit.</summary>
    public ReadOnlySpan<double> RatesOf(int chunk) => RatesIn(_chunks.AsSpan(chunk * Words, Words));

    public void Grow(int rows) => Array.Resize(ref _chunks, rows / RowLabels.Rows * Words);

    /// <summary>The slot is another row's from now on.</summary>
    public void Forget(int row)
    {
        var chunk = _chunks.AsSpan(row / RowLabels.Rows * Words, Words);
        chunk[Known] &= ~(1UL << row);
        chunk[Valid] &= ~(1UL << row);
    }

    /// <summary>The table has become shorter: no row is there from this chunk on.</summary>
    public void ClearFrom(int chunk)
    {
        for (; chunk * Words < _chunks.Length; chunk++) _chunks[chunk * Words + Valid] = 0;
    }

    /// <summary>Takes the readings of one chunk of rows.</summary>
    /// <param name="poll">When they were read, and what is known of their device.</param>
    /// <param name="table">The table.</param>
    /// <param name="index">The column's place in it.</param>
    /// <param name="number">Which 64 rows.</param>
    /// <param name="discontinuous">Those of them that say that their counters jumped.</param>
    public void Read(in RatePoll poll, TableSnapshot table, int index, int number, ulong discontinuous)
    {
        var chunk = _chunks.AsSpan(number * Words, Words);
        var present = table.Presence[index * table.PresenceWords + number];
        if (table.IsCarried(index))
        {
            chunk[Valid] &= present; // the readings of the poll before, under the time of this one: not a step, let alone one of 0
            return;
        }

        var first = number * RowLabels.Rows;
        var rows = Math.Min(RowLabels.Rows, table.RowCapacity - first);
        var cells = table.Cells.AsSpan(index * table.RowCapacity + first, rows);
        var after = table.AnsweredAfterMs.AsSpan(first, rows);
        var isDense = (present & present + 1) == 0; // rows 0 … n - 1
        if (isDense && present == chunk[Known] && discontinuous == 0 && _counter is not null && TryAdvance(poll, chunk, cells[..BitOperations.PopCount(present)], after))
        {
            chunk[Valid] = present;
            return;
        }

        chunk[Valid] &= present;
        for (var bits = present; bits != 0; bits &= bits - 1)
        {
            var row = BitOperations.TrailingZeroCount(bits);
            Step(poll, table, chunk, first + row, cells[row], poll.StartedUnixMs + after[row], (discontinuous >> row & 1) != 0);
        }
    }

    private static Span<double> RatesIn(Span<ulong> chunk) => MemoryMarshal.Cast<ulong, double>(chunk.Slice(Rates, RowLabels.Rows));

    /// <summary>Every row counted on: no branches. False, with the readings as they were, when some row did anything else.</summary>
    private static bool TryAdvance(in RatePoll poll, Span<ulong> chunk, ReadOnlySpan<ulong> cells, ReadOnlySpan<uint> after)
    {
        var before = chunk.Slice(Before, cells.Length);
        var at = MemoryMarshal.Cast<ulong, long>(chunk.Slice(At, cells.Length));
        Span<double> rates = stackalloc double[RowLabels.Rows]; // those that are known stay for rows that turn out to be still
        Span<long> now = stackalloc long[RowLabels.Rows];
        var wide = Vector<ulong>.Count;
        var (started, since) = (new Vector<long>(poll.StartedUnixMs), new Vector<long>(poll.SinceUnixMs));
        var most = new Vector<double>(CounterLimits.Anything);
        var odd = Vector<long>.Zero;
        var row = 0;
        for (; row + 2 * wide <= cells.Length; row += 2 * wide)
        {
            Vector.Widen(new Vector<uint>(after[row..]), out var low, out var high);
            var (nowLow, nowHigh) = (started + Vector.AsVectorInt64(low), started + Vector.AsVectorInt64(high));
            odd |= Advance(cells[row..], before[row..], at[row..], rates[row..], nowLow, since, most);
            odd |= Advance(cells[(row + wide)..], before[(row + wide)..], at[(row + wide)..], rates[(row + wide)..], nowHigh, since, most);
            nowLow.CopyTo(now[row..]);
            nowHigh.CopyTo(now[(row + wide)..]);
        }

        var isOdd = !Vector.EqualsAll(odd, Vector<long>.Zero);
        for (; row < cells.Length; row++)
        {
            now[row] = poll.StartedUnixMs + after[row];
            rates[row] = (cells[row] - before[row]) * MsPerSecond / (now[row] - at[row]);
            isOdd |= cells[row] < before[row] || now[row] <= at[row] || at[row] < poll.SinceUnixMs || rates[row] > CounterLimits.Anything;
        }

        if (isOdd) return false;
        cells.CopyTo(before);
        now[..cells.Length].CopyTo(at);
        rates[..cells.Length].CopyTo(RatesIn(chunk));
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

    private void Step(in RatePoll poll, TableSnapshot table, Span<ulong> chunk, int row, ulong cell, long now, bool isDiscontinuous)
    {
        var (inChunk, bit) = (row % RowLabels.Rows, 1UL << row);
        var before = new CounterReading(chunk[Before + inChunk], (long)chunk[At + inChunk]);
        var reading = new CounterReading(cell, now);
        if ((chunk[Known] & bit) == 0)
        {
            chunk[Known] |= bit;
            Keep(chunk, inChunk, reading);
            return;
        }

        isDiscontinuous |= before.AtUnixMs < poll.SinceUnixMs;
        var (step, grown) = _counter is not null ? Count(poll, table, row, before, reading, isDiscontinuous) : Compare(before, reading, isDiscontinuous);
        steps.Count(step);
        if (step == CounterStep.Still) return;
        chunk[Valid] = step is CounterStep.Advanced or CounterStep.Wrapped ? chunk[Valid] | bit : chunk[Valid] & ~bit;
        RatesIn(chunk)[inChunk] = grown * MsPerSecond / (now - before.AtUnixMs);
        Keep(chunk, inChunk, reading);
    }

    private static void Keep(Span<ulong> chunk, int row, in CounterReading reading) => (chunk[Before + row], chunk[At + row]) = (reading.Value, (ulong)reading.AtUnixMs);

    private (CounterStep Step, double Grown) Count(in RatePoll poll, TableSnapshot table, int row, in CounterReading before, in CounterReading now, bool isDiscontinuous)
    {
        var limits = CounterLimits.Of(_counter!.Width);
        if (limits.Width == CounterWidth.Bits32 && now.Value < before.Value && _isOctets && poll.Speed is { } speed) limits = limits with { MostPerSecond = MostOctets(speed, table, row) };
        var step = CounterDifference.Between(before, now, limits, isDiscontinuous, out var counted);
        return (step, counted);
    }

    private static double MostOctets(LinkSpeed speed, TableSnapshot table, int row)
    {
        var speeds = table.Slice(speed.Column.Index);
        return (speeds.Presence[row >> 6] >> row & 1) != 0 ? speed.OctetsPerSecond(speeds.Cells[row], CounterLimits.Anything) : CounterLimits.Anything;
    }

    /// <summary>Counters that were scaled are fractions, and nobody knows where they end.</summary>
    private (CounterStep Step, double Grown) Compare(in CounterReading before, in CounterReading now, bool isDiscontinuous)
    {
        if (now.AtUnixMs <= before.AtUnixMs) return (CounterStep.Still, 0);
        var grown = _number.Of(now.Value) - _number.Of(before.Value);
        return isDiscontinuous || !(grown >= 0 && double.IsFinite(grown)) ? (CounterStep.Reset, 0) : (CounterStep.Advanced, grown);
    }
}
