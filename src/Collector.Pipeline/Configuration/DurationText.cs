using System.Buffers;
using System.Globalization;
using System.Text;

namespace Collector.Pipeline.Configuration;

/// <summary>Durations as Go (<c>1m30s</c>, <c>500ms</c>, <c>1.5h</c>) and Prometheus (<c>1d</c>, <c>2w</c>, <c>1y</c>) write them.</summary>
/// <remarks>Never negative. Finer than 100 ns is cut off. Never throws.</remarks>
public static class DurationText
{
    /// <summary>What a message may say to explain the form.</summary>
    public const string Form = "a duration such as 30s, 1m30s or 500ms";

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    /// <summary>A bare <c>0</c> is a duration; any other number needs a unit.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text is "0") return true;
        if (text.IsEmpty || text.Length > 64) return false;
        decimal ticks = 0;
        while (!text.IsEmpty)
        {
            var digits = LengthOfNumber(text);
            if (!decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return false;
            text = text[digits..];
            var letters = LengthOfUnit(text);
            if (TicksOf(text[..letters]) is not { } unit) return false;
            // 1,000 years: far beyond any setting, and far below what overflows.
            if (amount > 1_000m * 365 * TimeSpan.TicksPerDay / unit) return false;
            ticks += amount * unit;
            text = text[letters..];
        }

        if (ticks > 1_000m * 365 * TimeSpan.TicksPerDay) return false;
        duration = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>As Prometheus writes it: <c>1d2h</c>, <c>1m30s</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        var text = new StringBuilder(duration < TimeSpan.Zero ? "-" : "");
        duration = duration.Duration();
        Append(duration.Days, "d");
        Append(duration.Hours, "h");
        Append(duration.Minutes, "m");
        Append(duration.Seconds, "s");
        Append(duration.Milliseconds, "ms");
        if (duration.Ticks % TimeSpan.TicksPerMillisecond is > 0 and var rest) text.Append(CultureInfo.InvariantCulture, $"{rest / 10m:0.#}us");
        return text.ToString();

        void Append(int amount, string unit)
        {
            if (amount > 0) text.Append(amount).Append(unit);
        }
    }

    private static int LengthOfNumber(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(NumberCharacters);
        return end < 0 ? text.Length : end;
    }

    private static int LengthOfUnit(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(NumberCharacters);
        return end < 0 ? text.Length : end;
    }

    private static decimal? TicksOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 0.01m,
        "us" or "µs" or "μs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        "d" => TimeSpan.TicksPerDay,
        "w" => 7 * TimeSpan.TicksPerDay,
        "y" => 365 * TimeSpan.TicksPerDay,
        _ => null,
    };
}
