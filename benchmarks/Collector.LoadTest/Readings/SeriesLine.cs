using System.Buffers.Text;

namespace Collector.LoadTest.Readings;

/// <summary>One series on a page: <c>name{label="value",…} number</c>. Written for speed; the tests have a parser that checks the format.</summary>
internal readonly ref struct SeriesLine
{
    private readonly ReadOnlySpan<byte> _labels;

    public SeriesLine(ReadOnlySpan<byte> line)
    {
        var brace = line.IndexOf((byte)'{');
        var space = line.LastIndexOf((byte)' ');
        Name = line[..(brace >= 0 ? brace : space)];
        _labels = brace >= 0 ? line[(brace + 1)..(space - 1)] : default;
        Value = line[(space + 1)..];
    }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Value { get; }

    /// <summary>A whole number that needs no sign, as counters are.</summary>
    public bool TryGetUnsigned(out ulong value) => Utf8Parser.TryParse(Value, out value, out var used) && used == Value.Length;

    /// <summary>A label's value as it is written; empty when there is none.</summary>
    public ReadOnlySpan<byte> Label(ReadOnlySpan<byte> name)
    {
        var rest = _labels;
        while (!rest.IsEmpty)
        {
            var equals = rest.IndexOf("=\""u8);
            var value = rest[(equals + 2)..];
            var end = EndOf(value);
            if (rest[..equals].SequenceEqual(name)) return value[..end];
            rest = value[Math.Min(value.Length, end + 2)..]; // past the quote and the comma
        }

        return default;
    }

    private static int EndOf(ReadOnlySpan<byte> value)
    {
        var end = 0;
        while (value[end] != '"') end += value[end] == '\\' ? 2 : 1;
        return end;
    }
}
