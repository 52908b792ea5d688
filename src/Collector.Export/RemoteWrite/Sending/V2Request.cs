using Collector.Export.RemoteWrite.Requests;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Says a request of remote write 1.0 in the words of 2.0: each label once, in a table of symbols, and series that point into it.</summary>
/// <remarks>
/// io.prometheus.write.v2: <c>Request {4 symbols, 5 timeseries}</c>, the first symbol empty; <c>TimeSeries {1 labels_refs, packed, 2 samples}</c>; a sample is as it was in 1.0.
/// </remarks>
internal static class V2Request
{
    private const byte SymbolTag = 4 << 3 | 2;
    private const byte SeriesTag = 5 << 3 | 2;
    private const byte RefsTag = 1 << 3 | 2;

    /// <summary>A compressed request of 1.0 as a compressed one of 2.0; as it is when it cannot be read.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> body) => OpenedRequest.Open(body.Span) is { } opened ? OpenedRequest.Compress(Write(opened)) : body;

    /// <returns>Uncompressed.</returns>
    public static byte[] Write(OpenedRequest request)
    {
        using var symbolBytes = new MemoryStream();
        using var seriesBytes = new MemoryStream();
        var symbols = new Dictionary<byte[], uint>(LabelBytesComparer.Instance);
        var lookup = symbols.GetAlternateLookup<ReadOnlySpan<byte>>();
        AddSymbol(symbolBytes, lookup, default);
        Span<byte> refs = new byte[2048];
        for (var place = 0; place < request.Count; place++)
        {
            var series = request.Series(place);
            var length = 0;
            var labels = new LabelMessages(series);
            while (labels.Read())
            {
                if (refs.Length - length < 2 * Varint.MaxLength) refs = Grown(refs);
                length += Varint.Write(AddSymbol(symbolBytes, lookup, labels.Name), refs[length..]);
                length += Varint.Write(AddSymbol(symbolBytes, lookup, labels.Value), refs[length..]);
            }

            var samples = series[labels.End..]; // the field has the same number, and the message the same form
            WriteHeader(seriesBytes, SeriesTag, 1 + Varint.Length((uint)length) + length + samples.Length);
            WriteHeader(seriesBytes, RefsTag, length);
            seriesBytes.Write(refs[..length]);
            seriesBytes.Write(samples);
        }

        return [.. symbolBytes.ToArray(), .. seriesBytes.ToArray()];
    }

    private static uint AddSymbol(MemoryStream bytes, Dictionary<byte[], uint>.AlternateLookup<ReadOnlySpan<byte>> symbols, ReadOnlySpan<byte> text)
    {
        if (symbols.TryGetValue(text, out var known)) return known;
        var number = (uint)symbols.Dictionary.Count;
        symbols[text] = number;
        WriteHeader(bytes, SymbolTag, text.Length);
        bytes.Write(text);
        return number;
    }

    private static void WriteHeader(MemoryStream bytes, byte tag, int length)
    {
        Span<byte> header = stackalloc byte[1 + Varint.MaxLength];
        header[0] = tag;
        bytes.Write(header[..(1 + Varint.Write((uint)length, header[1..]))]);
    }

    private static Span<byte> Grown(ReadOnlySpan<byte> refs)
    {
        Span<byte> larger = new byte[2 * refs.Length];
        refs.CopyTo(larger);
        return larger;
    }
}
