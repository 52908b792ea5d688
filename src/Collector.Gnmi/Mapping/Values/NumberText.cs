using System.Buffers.Text;
using System.Globalization;

namespace Collector.Gnmi.Mapping.Values;

/// <summary>Numbers in text: <c>-?[0-9]+(\.[0-9]+)?</c>, what JSON_IETF makes of integers and decimals. No exponents, no spaces, no infinities: those are words.</summary>
internal static class NumberText
{
    private const int LongestNumber = 64;

    /// <summary>Integers are exact to 64 bits. False for what is no number.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out Sample sample)
    {
        sample = default;
        if (text.Length > LongestNumber || !IsNumber(text, out var isInteger)) return false;
        if (isInteger && Utf8Parser.TryParse(text, out ulong unsigned, out var read) && read == text.Length) sample = Sample.Unsigned(unsigned);
        else if (isInteger && Utf8Parser.TryParse(text, out long signed, out read) && read == text.Length) sample = Sample.Signed(signed);
        else sample = Sample.Double(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<byte> text, out bool isInteger)
    {
        if (text is [(byte)'-', ..]) text = text[1..];
        var point = text.IndexOf((byte)'.');
        isInteger = point < 0;
        return isInteger ? IsDigits(text) : IsDigits(text[..point]) && IsDigits(text[(point + 1)..]);
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
