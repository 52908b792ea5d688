using System.Globalization;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>
/// Readings of sensors (<c>scale_from</c>): each row has a scale and a precision in columns of its own (RFC 3433 section 2). Any of the three may be read first, so
/// the numbers are made when all are in.
/// </summary>
/// <remarks>Immutable; shared by all targets. A target's values are in the held ones of its <see cref="TableState"/>.</remarks>
/// <param name="Column">The column that is filled.</param>
/// <param name="Value">Where the values are held.</param>
/// <param name="Scale">Where the scales are held.</param>
/// <param name="Precision">Where the precisions are held.</param>
/// <param name="Scaling">The metric's own scale and offset, which come after.</param>
internal sealed record RowScale(int Column, int Value, int Scale, int Precision, Scaling Scaling)
{
    private const int Units = 9;
    private const int Codes = 17; // yocto is 1, yotta 17
    private const int MostPlaces = 9;
    private const double BeyondRange = 1_000_000_000; // EntitySensorValue: this or more is an overflow, its negative an underflow

    // Each literal is the double nearest to the power; Math.Pow may be one off.
    private static readonly double[] Powers = [.. Enumerable.Range(0, 3 * (Codes - Units) + MostPlaces + 1).Select(power => double.Parse($"1e{power}", CultureInfo.InvariantCulture))];

    /// <summary>Makes the numbers of all rows that this poll has. One without a scale or a precision, or beyond its range, is not shown: it would be wrong.</summary>
    public void Write(TableState table, bool isComplete)
    {
        var staging = table.Staging!;
        foreach (var row in staging.Slice(Column))
        {
            if (!TryRead(table.Held[Value], row, isComplete, out var value)) continue; // carried over, and scaled already
            var isKnown = TryRead(table.Held[Scale], row, isComplete, out var scale) & TryRead(table.Held[Precision], row, isComplete, out var precision);
            if (isKnown && scale is >= 1 and <= Codes && precision <= MostPlaces && Math.Abs(value) < BeyondRange)
                staging.Set(Column, row, Scaling.Apply(Shift(value, 3 * ((int)scale - Units) - Math.Max(0, (int)precision))));
            else
                staging.Presence[Column * staging.PresenceWords + (row >> 6)] &= ~(1UL << row);
        }
    }

    private static bool TryRead(LookupValues held, int row, bool isComplete, out double number)
    {
        number = 0;
        return held.TryGet(row, out var value) && (!isComplete || held.IsSeen(row)) && WireNumber.TryRead(value, wraps: false, out number);
    }

    /// <summary>Dividing by a whole power of ten gives the double nearest to the decimal; multiplying by a fraction need not.</summary>
    private static double Shift(double value, int power) => power >= 0 ? value * Powers[power] : value / Powers[-power];
}
