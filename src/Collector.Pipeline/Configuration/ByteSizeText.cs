using System.Globalization;

namespace Collector.Pipeline.Configuration;

/// <summary>Amounts of bytes as Prometheus writes them: <c>512MB</c>, <c>1.5GB</c>, <c>10GiB</c>. Units are powers of 1,024, with an <c>i</c> or without.</summary>
/// <remarks>Never negative. Never throws.</remarks>
public static class ByteSizeText
{
    /// <summary>What a message may say to explain the form.</summary>
    public const string Form = "a size such as 512MB or 10GB";

    private const string Units = "KMGT";

    public static bool TryParse(ReadOnlySpan<char> text, out long bytes)
    {
        bytes = 0;
        if (!text.EndsWith("B", StringComparison.Ordinal)) return text is "0";
        text = text[..^1];
        var factor = 1L;
        if (text.EndsWith("i", StringComparison.Ordinal) && text.Length > 1 && Units.Contains(text[^2], StringComparison.Ordinal)) text = text[..^1];
        if (!text.IsEmpty && Units.IndexOf(text[^1], StringComparison.Ordinal) is >= 0 and var unit)
        {
            factor = 1L << (10 * (unit + 1));
            text = text[..^1];
        }

        const NumberStyles style = NumberStyles.AllowDecimalPoint;
        if (text.Length > 20 || !decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var amount) || amount * factor > long.MaxValue) return false;
        bytes = (long)(amount * factor);
        return true;
    }

    /// <summary>With the largest unit that leaves no fraction: <c>1536MB</c>, <c>0B</c>.</summary>
    public static string Format(long bytes)
    {
        var unit = 0;
        while (bytes != 0 && bytes % 1024 == 0 && unit < Units.Length) (bytes, unit) = (bytes / 1024, unit + 1);
        return bytes.ToString(CultureInfo.InvariantCulture) + (unit > 0 ? Units[(unit - 1)..unit] : "") + "B";
    }
}
