using System.Globalization;
using Collector.Export.Exposition.Lines;

namespace Collector.Export.Exposition.Gathered;

/// <summary>Sample values as Prometheus' Go client writes them: the shortest digits, with an exponent from a million on (strconv's <c>%g</c>, precision -1).</summary>
internal static class GoNumberText
{
    /// <summary>More bytes than any number takes here: sign, 17 digits, point, <c>e-308</c>.</summary>
    public const int MaxLength = 32;

    private const ulong ExactIntegers = 1UL << 53; // below it every integer is a double with no shorter digits than its own
    private const int FirstExponent = 6;
    private const int LastLeadingZeros = -4;

    /// <summary>Writes an integer and returns its length.</summary>
    public static int Write(ulong value, Span<byte> destination)
    {
        if (value < 1_000_000) return NumberText.Write(value, destination);
        if (value >= ExactIntegers) return Write((double)value, destination);
        Span<byte> digits = stackalloc byte[NumberText.MaxLength];
        var count = NumberText.Write(value, digits);
        return Lay(digits[..count], count - 1, destination);
    }

    /// <summary>Writes a value and returns its length.</summary>
    public static int Write(double value, Span<byte> destination)
    {
        if (!double.IsFinite(value)) return NumberText.Write(value, destination);
        if (value == 0)
        {
            destination[0] = (byte)'0'; // the sign of a zero is not shown
            return 1;
        }

        if (value < 0)
        {
            destination[0] = (byte)'-';
            return 1 + Write(-value, destination[1..]);
        }

        if (value < ExactIntegers && (ulong)value == value) return Write((ulong)value, destination);
        return WriteShortest(value, destination);
    }

    private static int WriteShortest(double value, Span<byte> destination)
    {
        // The shortest digits that read back as the same double: .NET and Go agree on them, not on where the point goes.
        Span<byte> text = stackalloc byte[NumberText.MaxLength];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[NumberText.MaxLength];
        var count = Read(text[..length], digits, out var exponent);
        return Lay(digits[..count], exponent, destination);
    }

    /// <summary>Reads a written number as digits d₀d₁d₂… and the exponent of d₀.d₁d₂… × 10^exponent; returns how many digits there are.</summary>
    private static int Read(ReadOnlySpan<byte> text, Span<byte> digits, out int exponent)
    {
        exponent = 0;
        var mark = text.IndexOf((byte)'E');
        if (mark >= 0) _ = int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
        if (mark >= 0) text = text[..mark];
        var (count, isFraction) = (0, false);
        exponent--; // the first digit before the point makes it what was written
        foreach (var c in text)
        {
            if (c == '.')
            {
                isFraction = true;
                continue;
            }

            if (!isFraction && (count > 0 || c != '0')) exponent++;
            if (isFraction && count == 0 && c == '0') exponent--;
            if (count > 0 || c != '0') digits[count++] = c;
        }

        return count;
    }

    /// <summary>Puts point and exponent to the digits d₀d₁d₂… of d₀.d₁d₂… × 10^exponent.</summary>
    private static int Lay(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        digits = digits.TrimEnd((byte)'0');
        if (exponent is < LastLeadingZeros or >= FirstExponent) return LayScientific(digits, exponent, destination);
        return exponent < 0 ? LaySmall(digits, -exponent - 1, destination) : LayPlain(digits, exponent + 1, destination);
    }

    private static int LayScientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        var at = 0;
        destination[at++] = digits[0];
        if (digits.Length > 1)
        {
            destination[at++] = (byte)'.';
            digits[1..].CopyTo(destination[at..]);
            at += digits.Length - 1;
        }

        destination[at++] = (byte)'e';
        destination[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        var size = Math.Abs(exponent);
        if (size < 10) destination[at++] = (byte)'0'; // at least two digits
        return at + NumberText.Write((ulong)size, destination[at..]);
    }

    private static int LaySmall(ReadOnlySpan<byte> digits, int zeros, Span<byte> destination)
    {
        "0."u8.CopyTo(destination);
        destination.Slice(2, zeros).Fill((byte)'0');
        digits.CopyTo(destination[(2 + zeros)..]);
        return 2 + zeros + digits.Length;
    }

    private static int LayPlain(ReadOnlySpan<byte> digits, int beforePoint, Span<byte> destination)
    {
        var whole = Math.Min(beforePoint, digits.Length);
        digits[..whole].CopyTo(destination);
        destination[whole..beforePoint].Fill((byte)'0');
        if (digits.Length <= beforePoint) return beforePoint;
        destination[beforePoint] = (byte)'.';
        digits[beforePoint..].CopyTo(destination[(beforePoint + 1)..]);
        return digits.Length + 1;
    }
}
