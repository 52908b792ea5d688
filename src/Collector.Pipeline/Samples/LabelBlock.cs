namespace Collector.Pipeline.Samples;

/// <summary>Finds a label in a row's label block: <c>a="x",b="y"</c>, escaped, as <see cref="Store.RowLabels"/> holds it.</summary>
public static class LabelBlock
{
    /// <summary>The value of a label, still escaped; empty when it is not there.</summary>
    /// <param name="block">Ours, so it is not checked.</param>
    /// <param name="name">UTF-8.</param>
    public static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> block, ReadOnlySpan<byte> name)
    {
        while (!block.IsEmpty)
        {
            var equals = block.IndexOf((byte)'=');
            var value = block[(equals + 2)..];
            var end = EndOf(value);
            if (block[..equals].SequenceEqual(name)) return value[..end];
            block = end + 2 <= value.Length ? value[(end + 2)..] : default; // behind the quote and the comma
        }

        return default;
    }

    /// <summary>Where the closing quote is of an escaped value, and all that follows it.</summary>
    public static int EndOf(ReadOnlySpan<byte> value)
    {
        var at = 0;
        while (true)
        {
            at += value[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (value[at] == '"') return at;
            at += 2;
        }
    }
}
