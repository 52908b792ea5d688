using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Collector.Export.Exposition.Lines;

/// <summary>Sample values and timestamps as both text formats write them.</summary>
/// <remarks>Most values are integers, and formatting them as doubles would take ten times as long: they have a path of their own.</remarks>
internal static class NumberText
{
    /// <summary>More bytes than any number takes here.</summary>
    public const int MaxLength = 32;

    private const double ExactIntegers = 1L << 53; // below it every integer is a double and every double's integer is exact

    private static readonly ushort[] Pairs = MakePairs();

    private static readonly ulong[] PowersOf10 = MakePowers();

    /// <summary>Writes a decimal and returns its length.</summary>
    public static int Write(ulong value, Span<byte> destination)
    {
        var length = CountDigits(value);
        var digits = destination[..length];
        while (value >= 100)
        {
            var rest = value / 100;
            BinaryPrimitives.WriteUInt16LittleEndian(digits[^2..], Pairs[(int)(value - rest * 100)]);
            digits = digits[..^2];
            value = rest;
        }

        if (value >= 10) BinaryPrimitives.WriteUInt16LittleEndian(digits, Pairs[(int)value]);
        else digits[0] = (byte)('0' + value);
        return length;
    }

    /// <inheritdoc cref="Write(ulong, Span{byte})"/>
    public static int Write(long value, Span<byte> destination)
    {
        if (value >= 0) return Write((ulong)value, destination);
        destination[0] = (byte)'-';
        return 1 + Write((ulong)-value, destination[1..]);
    }

    /// <summary>Writes a value in the shortest form that reads back as the same double, and returns its length.</summary>
    public static int Write(double value, Span<byte> destination)
    {
        if (Math.Abs(value) < ExactIntegers)
        {
            var integer = (long)value;
            if (integer == value) return Write(integer, destination);
        }

        if (double.IsFinite(value))
        {
            value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
            return written;
        }

        var special = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
        special.CopyTo(destination);
        return special.Length;
    }

    /// <summary>Writes a moment: milliseconds in text 0.0.4, seconds with three decimals in OpenMetrics.</summary>
    public static int WriteTimestamp(long unixMs, ExpositionFormat format, Span<byte> destination)
    {
        if (format == ExpositionFormat.Text) return Write(unixMs, destination);
        var (seconds, rest) = Math.DivRem(unixMs, 1000);
        var at = Write(seconds, destination);
        destination[at] = (byte)'.';
        destination[at + 1] = (byte)('0' + rest / 100);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[(at + 2)..], Pairs[(int)(rest % 100)]);
        return at + 4;
    }

    private static int CountDigits(ulong value)
    {
        // The binary logarithm times log10(2) (as 1233 / 4096) is the decimal one, or one too few.
        var estimate = ((BitOperations.Log2(value | 1) + 1) * 1233) >> 12;
        return value >= PowersOf10[estimate] ? estimate + 1 : Math.Max(estimate, 1);
    }

    private static ushort[] MakePairs()
    {
        var pairs = new ushort[100];
        for (var i = 0; i < pairs.Length; i++) pairs[i] = (ushort)(('0' + i / 10) | (('0' + i % 10) << 8));
        return pairs;
    }

    private static ulong[] MakePowers()
    {
        var powers = new ulong[20];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
