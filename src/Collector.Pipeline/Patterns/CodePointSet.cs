using System.Text;

namespace Collector.Pipeline.Patterns;

/// <summary>A set of Unicode code points, as ranges: what a character class of an expression matches.</summary>
/// <remarks>For one thread, while an expression is translated.</remarks>
internal sealed class CodePointSet
{
    private const int FirstAstral = 0x10000;
    private const int Last = 0x10FFFF;
    private readonly List<(int Low, int High)> _ranges = [];

    public CodePointSet(params ReadOnlySpan<(int Low, int High)> ranges) => _ranges.AddRange(ranges);

    public bool Contains(int codePoint)
    {
        foreach (var (low, high) in _ranges)
        {
            if (codePoint >= low && codePoint <= high) return true;
        }

        return false;
    }

    /// <summary>Whether all members are ASCII.</summary>
    public bool IsAscii => _ranges.TrueForAll(range => range.High < 0x80);

    public void Add(int low, int high) => _ranges.Add((low, high));

    public void Add(CodePointSet other) => _ranges.AddRange(other._ranges);

    public CodePointSet Complement()
    {
        var complement = new CodePointSet();
        var next = 0;
        foreach (var (low, high) in Merged())
        {
            if (low > next) complement.Add(next, low - 1);
            next = high + 1;
        }

        if (next <= Last) complement.Add(next, Last);
        return complement;
    }

    /// <summary>The set as an expression over UTF-16: a class, and pairs of surrogates where it has members beyond U+FFFF.</summary>
    public string ToExpression()
    {
        var units = new StringBuilder();
        var astral = new List<(int Low, int High)>();
        foreach (var (low, high) in Merged())
        {
            AddUnits(units, low, Math.Min(high, 0xD7FF));
            AddUnits(units, Math.Max(low, 0xE000), Math.Min(high, 0xFFFF));
            if (high >= FirstAstral) astral.Add((Math.Max(low, FirstAstral), high));
        }

        if (astral.Count == 0) return units.Length == 0 ? @"[^\s\S]" : $"[{units}]";
        return units.Length == 0 ? $"(?:{Pairs(astral)})" : $"(?:[{units}]|{Pairs(astral)})";
    }

    /// <summary>
    /// For use below a star: when every code point beyond U+FFFF is in the set, halves of pairs may be matched one by one, which is a much smaller
    /// automaton. Null when that would not be the same.
    /// </summary>
    public string? ToExpressionOfRun()
    {
        if (Complement()._ranges.Exists(range => range.High >= FirstAstral)) return null;
        var units = new StringBuilder();
        foreach (var (low, high) in Merged()) AddUnits(units, low, Math.Min(high, 0xFFFF));
        AddUnits(units, 0xD800, 0xDFFF);
        return $"[{units}]";
    }

    private List<(int Low, int High)> Merged()
    {
        var merged = new List<(int Low, int High)>();
        foreach (var range in _ranges.Order())
        {
            if (merged.Count > 0 && range.Low <= merged[^1].High + 1) merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, range.High));
            else merged.Add(range);
        }

        return merged;
    }

    private static void AddUnits(StringBuilder text, int low, int high)
    {
        if (low > high) return;
        text.Append($"\\u{low:X4}");
        if (high > low) text.Append($"-\\u{high:X4}");
    }

    /// <summary>The code points beyond U+FFFF: for each set of low surrogates, the high ones that go with it. Few alternatives, because each costs time.</summary>
    private static string Pairs(List<(int Low, int High)> astral)
    {
        var trailsByLead = new SortedDictionary<int, StringBuilder>();
        foreach (var range in astral)
        {
            var (first, last) = (Halves(range.Low), Halves(range.High));
            for (var lead = first.Lead; lead <= last.Lead; lead++)
            {
                if (!trailsByLead.TryGetValue(lead, out var trails)) trailsByLead[lead] = trails = new StringBuilder();
                AddUnits(trails, lead == first.Lead ? first.Trail : 0xDC00, lead == last.Lead ? last.Trail : 0xDFFF);
            }
        }

        var pairs = new StringBuilder();
        foreach (var alike in trailsByLead.GroupBy(pair => pair.Value.ToString(), pair => pair.Key))
        {
            pairs.Append(pairs.Length == 0 ? "[" : "|[");
            foreach (var (low, high) in new CodePointSet([.. alike.Select(lead => (lead, lead))]).Merged()) AddUnits(pairs, low, high);
            pairs.Append("][").Append(alike.Key).Append(']');
        }

        return pairs.ToString();
    }

    private static (int Lead, int Trail) Halves(int codePoint) => (0xD800 + ((codePoint - FirstAstral) >> 10), 0xDC00 + ((codePoint - FirstAstral) & 0x3FF));
}
