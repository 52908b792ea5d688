using System.Globalization;

namespace Collector.Pipeline.Configuration;

/// <summary>What a scalar means where a number or a switch is expected: the rules of Go's yaml.v2, whose files we read, less what would surprise.</summary>
/// <remarks>Quoted text is never a number or a switch. Never throws.</remarks>
public static class ScalarRules
{
    /// <summary>Decimal or 0x, 0b, 0o; <c>_</c> may group digits. A leading zero is refused: it means octal to some readers and nothing to others.</summary>
    public static bool TryInteger(YamlScalar scalar, out long value)
    {
        value = 0;
        if (!scalar.IsPlain || scalar.Text is "" or ['_', ..]) return false;
        ReadOnlySpan<char> digits = scalar.Text.Contains('_', StringComparison.Ordinal) ? scalar.Text.Replace("_", "", StringComparison.Ordinal) : scalar.Text;
        var negative = digits[0] == '-';
        if (digits[0] is '-' or '+') digits = digits[1..];
        if (!TryMagnitude(digits, out var magnitude)) return false;
        value = negative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>An integer, or a decimal with or without exponent. Infinities and NaN are refused: no setting means them.</summary>
    public static bool TryNumber(YamlScalar scalar, out double value)
    {
        if (TryInteger(scalar, out var integer))
        {
            value = integer;
            return true;
        }

        value = 0;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return scalar.IsPlain && double.TryParse(scalar.Text, style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    public static bool TryBool(YamlScalar scalar, out bool value)
    {
        value = scalar.Text is "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y";
        return scalar.IsPlain && (value
            || scalar.Text is "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N");
    }

    private static bool TryMagnitude(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        if (digits is ['0', 'o', ..]) return TryOctal(digits[2..], out value);
        if (digits is ['0', >= '0' and <= '9', ..]) return false;
        var style = digits switch
        {
            ['0', 'x' or 'X', ..] => NumberStyles.AllowHexSpecifier,
            ['0', 'b' or 'B', ..] => NumberStyles.AllowBinarySpecifier,
            _ => NumberStyles.None,
        };
        if (style != NumberStyles.None) digits = digits[2..];
        return long.TryParse(digits, style, CultureInfo.InvariantCulture, out value) && value >= 0;
    }

    private static bool TryOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        if (digits.IsEmpty || digits.Length > 20) return false;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7') return false;
            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }
}
