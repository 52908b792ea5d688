using Collector.Export.RemoteWrite.Metadata;
using Collector.Export.RemoteWrite.Requests;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Says a request of remote write 1.0 in the words of 2.0: each label once, in a table of symbols, and series that point into it.</summary>
/// <remarks>
/// io.prometheus.write.v2: <c>Request {4 symbols, 5 timeseries}</c>, the first symbol empty; <c>TimeSeries {1 labels_refs, packed, 2 samples, 5 metadata}</c>; a sample is as it was in 1.0;
/// <c>Metadata {1 type, 3 help_ref, 4 unit_ref}</c>.
/// </remarks>
internal static class V2Request
{
    private const byte SymbolTag = 4 << 3 | 2;
    private const byte SeriesTag = 5 << 3 | 2;
    private const byte RefsTag = 1 << 3 | 2;
    private const byte MetadataTag = 5 << 3 | 2;
    private const byte TypeTag = 1 << 3;
    private const byte HelpTag = 3 << 3;
    private const byte UnitTag = 4 << 3;
    private const int LongestMetadata = 2 + 2 + 2 * (1 + Varint.MaxLength);

    /// <summary>A compressed request of 1.0 as a compressed one of 2.0; as it is when it cannot be read.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> body, FamilyBook families) => OpenedRequest.Open(body.Span) is { } opened ? OpenedRequest.Compress(Write(opened, families)) : body;

    /// <returns>Uncompressed.</returns>
    public static byte[] Write(OpenedRequest request, FamilyBook families)
    {
        using var symbolBytes = new MemoryStream();
        using var seriesBytes = new MemoryStream();
        var symbols = new Dictionary<byte[], uint>(LabelBytesComparer.Instance);
        var lookup = symbols.GetAlternateLookup<ReadOnlySpan<byte>>();
        AddSymbol(symbolBytes, lookup, default);
        Span<byte> refs = new byte[2048];
        Span<byte> metadata = stackalloc byte[LongestMetadata];
        for (var place = 0; place < request.Count; place++)
        {
            var series = request.Series(place);
            var length = 0;
            var family = default(FamilyText);
            var labels = new LabelMessages(series);
            while (labels.Read())
            {
                if (labels.Name.SequenceEqual("__name__"u8)) families.TryGet(labels.Value, out family);
                if (refs.Length - length < 2 * Varint.MaxLength) refs = Grown(refs);
                length += Varint.Write(AddSymbol(symbolBytes, lookup, labels.Name), refs[length..]);
                length += Varint.Write(AddSymbol(symbolBytes, lookup, labels.Value), refs[length..]);
            }

            var samples = series[labels.End..]; // the field has the same number, and the message the same form
            var known = family.Name is null ? 0 : Describe(symbolBytes, lookup, family, metadata);
            WriteHeader(seriesBytes, SeriesTag, 1 + Varint.Length((uint)length) + length + samples.Length + known);
            WriteHeader(seriesBytes, RefsTag, length);
            seriesBytes.Write(refs[..length]);
            seriesBytes.Write(samples);
            seriesBytes.Write(metadata[..known]);
        }

        return [.. symbolBytes.ToArray(), .. seriesBytes.ToArray()];
    }

    /// <returns>Bytes of the field.</returns>
    private static int Describe(MemoryStream bytes, Dictionary<byte[], uint>.AlternateLookup<ReadOnlySpan<byte>> symbols, in FamilyText family, Span<byte> field)
    {
        (field[0], field[2], field[3]) = (MetadataTag, TypeTag, family.TypeNumber);
        var at = 4;
        field[at++] = HelpTag;
        at += Varint.Write(AddSymbol(bytes, symbols, family.Help), field[at..]);
        field[at++] = UnitTag;
        at += Varint.Write(AddSymbol(bytes, symbols, family.Unit), field[at..]);
        field[1] = (byte)(at - 2); // shorter than 128
        return at;
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
