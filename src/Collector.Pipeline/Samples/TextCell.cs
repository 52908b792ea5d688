namespace Collector.Pipeline.Samples;

/// <summary>A cell that points into its table's text: offset in the high half, length in the low one, both in bytes.</summary>
public static class TextCell
{
    public static ulong Pack(int offset, int length) => (ulong)(uint)offset << 32 | (uint)length;

    public static ReadOnlySpan<byte> Slice(ulong cell, ReadOnlySpan<byte> text) => text.Slice((int)(cell >> 32), (int)(cell & uint.MaxValue));
}
