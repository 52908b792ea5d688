namespace Collector.Export.RemoteWrite.Requests;

/// <summary>One label as remote write 1.0 has it within a series: <c>TimeSeries.labels = 1</c>, with <c>Label.name = 1</c> and <c>Label.value = 2</c>.</summary>
internal static class LabelMessage
{
    /// <summary>The field's tag, with which every label begins.</summary>
    public const byte Tag = 1 << 3 | 2;

    private const byte NameTag = 1 << 3 | 2;
    private const byte ValueTag = 2 << 3 | 2;

    public static int Length(int name, int value)
    {
        var inner = InnerLength(name, value);
        return 1 + Varint.Length((uint)inner) + inner;
    }

    /// <returns>Bytes written.</returns>
    public static int Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Span<byte> destination)
    {
        destination[0] = Tag;
        var at = 1 + Varint.Write((uint)InnerLength(name.Length, value.Length), destination[1..]);
        at = WriteText(NameTag, name, destination, at);
        return WriteText(ValueTag, value, destination, at);
    }

    /// <summary>A label by itself.</summary>
    public static byte[] Make(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var message = new byte[Length(name.Length, value.Length)];
        Write(name, value, message);
        return message;
    }

    private static int InnerLength(int name, int value) => 2 + Varint.Length((uint)name) + name + Varint.Length((uint)value) + value;

    private static int WriteText(byte tag, ReadOnlySpan<byte> text, Span<byte> destination, int at)
    {
        destination[at++] = tag;
        at += Varint.Write((uint)text.Length, destination[at..]);
        text.CopyTo(destination[at..]);
        return at + text.Length;
    }
}
