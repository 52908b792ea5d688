using System.Globalization;

namespace Collector.Snmp.Mapping.Rendering;

/// <summary>A floating-point number as text without exponent: the fewest digits that read back as the same number, as Go's <c>FormatFloat(…, 'f', -1, …)</c> has it.</summary>
/// <remarks>At most 309 digits before the point, or 326 characters in all after it.</remarks>
internal static class PlainNumber
{
    /// <summary>Writes a Double; returns the length.</summary>
    public static int Write(double number, Span<byte> destination)
    {
        Span<byte> shortest = stackalloc byte[32];
        number.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? Expand(shortest[..length], destination) : WriteSpecial(number, destination);
    }

    /// <summary>Writes a Float, which needs fewer digits than the same number as a Double.</summary>
    public static int Write(float number, Span<byte> destination)
    {
        Span<byte> shortest = stackalloc byte[32];
        number.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        return float.IsFinite(number) ? Expand(shortest[..length], destination) : WriteSpecial(number, destination);
    }

    private static int WriteSpecial(double number, Span<byte> destination)
    {
        var text = double.IsNaN(number) ? "NaN"u8 : number > 0 ? "+Inf"u8 : "-Inf"u8;
        text.CopyTo(destination);
        return text.Length;
    }

    /// <summary>Moves the point of <c>-1.25E-07</c> to where its exponent says.</summary>
    private static int Expand(ReadOnlySpan<byte> shortest, Span<byte> destination)
    {
        var exponentAt = shortest.IndexOf((byte)'E');
        if (exponentAt < 0)
        {
            shortest.CopyTo(destination);
            return shortest.Length;
        }

        var written = 0;
        if (shortest[0] == '-') destination[written++] = (byte)'-';
        Span<byte> digits = stackalloc byte[32];
        var count = 0;
        foreach (var letter in shortest[written..exponentAt])
        {
            if (letter != '.') digits[count++] = letter;
        }

        var exponent = int.Parse(shortest[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return written + Place(digits[..count], exponent + 1, destination[written..]);
    }

    /// <summary>Writes digits with the point before the one at <paramref name="point"/>, which may lie outside of them.</summary>
    private static int Place(ReadOnlySpan<byte> digits, int point, Span<byte> destination)
    {
        if (point <= 0)
        {
            "0."u8.CopyTo(destination);
            destination.Slice(2, -point).Fill((byte)'0');
            digits.CopyTo(destination[(2 - point)..]);
            return 2 - point + digits.Length;
        }

        var whole = Math.Min(point, digits.Length);
        digits[..whole].CopyTo(destination);
        if (point >= digits.Length)
        {
            destination[whole..point].Fill((byte)'0');
            return point;
        }

        destination[whole] = (byte)'.';
        digits[whole..].CopyTo(destination[(whole + 1)..]);
        return digits.Length + 1;
    }
}
