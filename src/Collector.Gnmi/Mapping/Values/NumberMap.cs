using System.Collections.Frozen;
using System.Text;

namespace Collector.Gnmi.Mapping.Values;

/// <summary>Text that stands for numbers, found by its UTF-8.</summary>
internal sealed class NumberMap(IReadOnlyDictionary<string, double> numbers)
{
    private const int LongestName = 256;

    private readonly FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> _numbers =
        numbers.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public bool TryFind(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        if (text.Length > LongestName) return false;
        Span<char> name = stackalloc char[LongestName];
        return _numbers.TryGetValue(name[..Encoding.UTF8.GetChars(text, name)], out number);
    }
}
