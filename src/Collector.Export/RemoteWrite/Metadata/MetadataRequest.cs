using Collector.Export.RemoteWrite.Requests;
using Collector.Export.RemoteWrite.Sending;

namespace Collector.Export.RemoteWrite.Metadata;

/// <summary>A request of remote write 1.0 that has no samples, only what families are: <c>WriteRequest.metadata = 3</c>, with <c>type = 1</c>, <c>metric_family_name = 2</c>, <c>help = 4</c> and <c>unit = 5</c>.</summary>
internal static class MetadataRequest
{
    private const byte MetadataTag = 3 << 3 | 2;
    private const byte TypeTag = 1 << 3;
    private const byte NameTag = 2 << 3 | 2;
    private const byte HelpTag = 4 << 3 | 2;
    private const byte UnitTag = 5 << 3 | 2;

    /// <returns>Compressed.</returns>
    public static byte[] Of(ReadOnlySpan<FamilyText> families)
    {
        using var request = new MemoryStream();
        using var one = new MemoryStream();
        foreach (var family in families)
        {
            one.SetLength(0);
            if (family.TypeNumber > 0) one.Write([TypeTag, family.TypeNumber]);
            WriteText(one, NameTag, family.Name);
            WriteText(one, HelpTag, family.Help);
            WriteText(one, UnitTag, family.Unit);
            WriteText(request, MetadataTag, one.GetBuffer().AsSpan(0, (int)one.Length));
        }

        return OpenedRequest.Compress(request.GetBuffer().AsSpan(0, (int)request.Length));
    }

    private static void WriteText(MemoryStream message, byte tag, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return;
        Span<byte> header = stackalloc byte[1 + Varint.MaxLength];
        header[0] = tag;
        message.Write(header[..(1 + Varint.Write((uint)text.Length, header[1..]))]);
        message.Write(text);
    }
}
