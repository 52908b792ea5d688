using System.Globalization;
using System.Numerics;

namespace Collector.Pipeline.Patterns;

/// <summary>Numbers as Go's ParseFloat takes them: `+1`, `1e3`, `0x1p-2`, `1_000`, `-Inf`, `NaN`; no spaces, and nothing beyond what a double holds.</summary>
public static class GoNumber
{
    private const int LongestDecimal = 1024;

    /// <summary>False for what is no number and for what overflows.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (TryParseSpecial(text, out value)) return true;
        var magnitude = text is ['+' or '-', ..] ? text[1..] : text;
        if (magnitude.Contains('_'))
        {
            if (magnitude.Length > LongestDecimal || !AreUnderscoresInPlace(magnitude)) return false;
            magnitude = magnitude.ToString().Replace("_", "", StringComparison.Ordinal);
        }

        if (!(magnitude is ['0', 'x' or 'X', ..] ? TryParseHex(magnitude[2..], out value) : TryParseDecimal(magnitude, out value))) return false;
        if (text[0] == '-') value = -value;
        return true;
    }

    private static bool TryParseSpecial(ReadOnlySpan<char> text, out double value)
    {
        value = text is ['-', ..] ? double.NegativeInfinity : double.PositiveInfinity;
        var unsigned = text is ['+' or '-', ..] ? text[1..] : text;
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase)) return true;
        value = double.NaN;
        return text.Equals("nan", StringComparison.OrdinalIgnoreCase); // without a sign
    }

    /// <summary>Between digits only, or between 0x and a digit.</summary>
    private static bool AreUnderscoresInPlace(ReadOnlySpan<char> text)
    {
        var isHex = text is ['0', 'x' or 'X', ..];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '_') continue;
            var isAfterPrefix = isHex && i == 2;
            if (i == 0 || i + 1 == text.Length || !(isAfterPrefix || IsDigit(text[i - 1], isHex)) || !IsDigit(text[i + 1], isHex)) return false;
        }

        return true;
    }

    private static bool IsDigit(char letter, bool isHex) => isHex ? char.IsAsciiHexDigit(letter) : char.IsAsciiDigit(letter);

    private static bool TryParseDecimal(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        var exponent = text.IndexOfAny('e', 'E');
        var digits = exponent < 0 ? text : text[..exponent];
        if (!IsMantissa(digits, isHex: false) || exponent >= 0 && !IsExponent(text[(exponent + 1)..])) return false;
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>Digits with at most one point among them.</summary>
    private static bool IsMantissa(ReadOnlySpan<char> text, bool isHex)
    {
        var (points, digits) = (0, 0);
        foreach (var letter in text)
        {
            if (letter == '.') points++;
            else if (IsDigit(letter, isHex)) digits++;
            else return false;
        }

        return points <= 1 && digits > 0;
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>The text behind `0x`: a binary exponent is required. Rounds half to even, as the decimal form does.</summary>
    private static bool TryParseHex(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        var exponentAt = text.IndexOfAny('p', 'P');
        if (exponentAt < 0 || !IsMantissa(text[..exponentAt], isHex: true) || !IsExponent(text[(exponentAt + 1)..])) return false;
        // Beyond nine digits the exponent decides alone; ten thousand digits of mantissa cannot make up for it.
        var exponentText = text[(exponentAt + 1)..];
        if (!int.TryParse(exponentText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || Math.Abs((long)exponent) > 1_000_000_000)
            exponent = exponentText[0] == '-' ? -1_000_000_000 : 1_000_000_000;
        var mantissa = ReadMantissa(text[..exponentAt], ref exponent);
        value = mantissa == 0 ? 0 : Round(mantissa, exponent);
        return double.IsFinite(value);
    }

    /// <summary>The first 64 bits or so; what is behind them only leaves a trace in the lowest bit, which is all that rounding asks for.</summary>
    private static ulong ReadMantissa(ReadOnlySpan<char> text, ref int exponent)
    {
        var mantissa = 0UL;
        var isFraction = false;
        foreach (var letter in text)
        {
            if (letter == '.')
            {
                isFraction = true;
                continue;
            }

            var digit = (ulong)(char.IsAsciiDigit(letter) ? letter - '0' : (letter | 0x20) - 'a' + 10);
            if (mantissa >> 60 == 0)
            {
                mantissa = mantissa << 4 | digit;
                if (isFraction) exponent -= 4;
            }
            else
            {
                if (digit != 0) mantissa |= 1;
                if (!isFraction) exponent += 4;
            }
        }

        return mantissa;
    }

    private static double Round(ulong mantissa, int exponent)
    {
        var shift = BitOperations.LeadingZeroCount(mantissa);
        mantissa <<= shift;
        exponent -= shift; // the value is mantissa × 2^exponent, with the top bit set
        if (exponent + 63 > 1023) return double.PositiveInfinity;
        var kept = Math.Min(53, exponent + 63 + 1022 + 53); // fewer for a subnormal number
        if (kept < 0) return 0;
        var dropped = 64 - kept;
        var (whole, rest, half) = dropped == 64 ? (0UL, mantissa, 1UL << 63) : (mantissa >> dropped, mantissa & ((1UL << dropped) - 1), 1UL << dropped - 1);
        if (rest > half || rest == half && (whole & 1) == 1) whole++;
        return Math.ScaleB(whole, exponent + dropped);
    }
}
