namespace Collector.Pipeline.Patterns;

/// <summary>Whether a code point is in a set: a bitmap for ASCII, ranges for all others.</summary>
/// <remarks>Immutable; any thread.</remarks>
internal sealed class CodePointTest
{
    private readonly ulong _low;
    private readonly ulong _high;
    private readonly int[] _bounds; // first of a range, first behind it, first of the next …

    public CodePointTest(CodePointSet set)
    {
        var ranges = set.Merged();
        _bounds = [.. ranges.SelectMany(range => (int[])[range.Low, range.High + 1])];
        for (var codePoint = 0; codePoint < 128; codePoint++)
        {
            if (!IsInRanges(codePoint)) continue;
            if (codePoint < 64) _low |= 1UL << codePoint;
            else _high |= 1UL << codePoint;
        }
    }

    public bool Contains(int codePoint) => codePoint < 128 ? ((codePoint < 64 ? _low : _high) >> codePoint & 1) != 0 : IsInRanges(codePoint);

    /// <summary>In a range when the number of bounds up to it is odd.</summary>
    private bool IsInRanges(int codePoint)
    {
        var (low, high) = (0, _bounds.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_bounds[middle] <= codePoint) low = middle + 1;
            else high = middle;
        }

        return (low & 1) == 1;
    }
}
