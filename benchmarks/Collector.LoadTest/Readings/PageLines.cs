namespace Collector.LoadTest.Readings;

/// <summary>Reads a page as it comes, without ever holding it whole.</summary>
internal static class PageLines
{
    /// <returns>Octets read.</returns>
    public static async Task<long> ReadAsync(Stream body, ILineHandler handler, CancellationToken cancelled)
    {
        var buffer = new byte[256 * 1024];
        var (total, kept) = (0L, 0);
        while (await body.ReadAsync(buffer.AsMemory(kept), cancelled) is var read and > 0)
        {
            total += read;
            var rest = Split(buffer.AsSpan(0, kept + read), handler);
            kept = rest.Length;
            rest.CopyTo(buffer);
            if (kept == buffer.Length) throw new InvalidDataException("A line of 256 kB is no line of a page.");
        }

        return kept == 0 ? total : throw new InvalidDataException("The page ends in the midst of a line.");
    }

    private static ReadOnlySpan<byte> Split(ReadOnlySpan<byte> text, ILineHandler handler)
    {
        for (var end = text.IndexOf((byte)'\n'); end >= 0; end = text.IndexOf((byte)'\n'))
        {
            handler.OnLine(text[..end]);
            text = text[(end + 1)..];
        }

        return text;
    }
}
