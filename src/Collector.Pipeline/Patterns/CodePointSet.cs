namespace Collector.Pipeline.Patterns;

/// <summary>A set of Unicode code points while an expression is parsed: a character class being put together. Next: <see cref="CodePointTest"/>.</summary>
/// <remarks>For one thread.</remarks>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private readonly List<(int Low, int High)> _ranges = [];

    public CodePointSet(params ReadOnlySpan<(int Low, int High)> ranges) => _ranges.AddRange(ranges);

    /// <summary>Whether all members are ASCII.</summary>
    public bool IsAscii => _ranges.TrueForAll(range => range.High < 0x80);

    public bool Contains(int codePoint)
    {
        foreach (var (low, high) in _ranges)
        {
            if (codePoint >= low && codePoint <= high) return true;
        }

        return false;
    }

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

    /// <summary>The ranges in ascending order, none of which touches the next.</summary>
    public List<(int Low, int High)> Merged()
    {
        var merged = new List<(int Low, int High)>();
        foreach (var range in _ranges.Order())
        {
            if (merged.Count > 0 && range.Low <= merged[^1].High + 1) merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, range.High));
            else merged.Add(range);
        }

        return merged;
    }
}
