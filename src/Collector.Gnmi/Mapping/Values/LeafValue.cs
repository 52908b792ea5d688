namespace Collector.Gnmi.Mapping.Values;

/// <summary>One value as a device sent it, before rules apply: a number in 64 bits, or text, or octets.</summary>
/// <remarks>Valid as long as the bytes are that it was read from.</remarks>
internal readonly ref struct LeafValue
{
    /// <summary>Between the items of a leaf-list's text.</summary>
    public const byte ListSeparator = (byte)',';

    private LeafValue(LeafValueKind kind, ulong bits, ReadOnlySpan<byte> bytes)
    {
        Kind = kind;
        Bits = bits;
        Bytes = bytes;
    }

    public LeafValueKind Kind { get; }

    /// <summary>An unsigned or two's complement integer, the bits of a double, or 0 and 1.</summary>
    public ulong Bits { get; }

    /// <summary>UTF-8 text as sent, or octets, or the items of a leaf-list, joined.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>There is a node and no value that we understand.</summary>
    public static LeafValue Nothing => new(LeafValueKind.Nothing, 0, default);

    public static LeafValue Unsigned(ulong value) => new(LeafValueKind.Unsigned, value, default);

    public static LeafValue Signed(long value) => new(LeafValueKind.Signed, (ulong)value, default);

    public static LeafValue Double(double value) => new(LeafValueKind.Double, BitConverter.DoubleToUInt64Bits(value), default);

    public static LeafValue Bool(bool value) => new(LeafValueKind.Bool, value ? 1u : 0, default);

    public static LeafValue Text(ReadOnlySpan<byte> utf8) => new(LeafValueKind.Text, 0, utf8);

    /// <summary>A string of JSON_IETF, where 64-bit integers and decimals are strings too (RFC 7951 section 6.1).</summary>
    public static LeafValue IetfText(ReadOnlySpan<byte> utf8) => new(LeafValueKind.IetfText, 0, utf8);

    /// <summary>A leaf-list: its items as text, with <see cref="ListSeparator"/> between them.</summary>
    public static LeafValue List(ReadOnlySpan<byte> utf8) => new(LeafValueKind.List, 0, utf8);

    public static LeafValue Octets(ReadOnlySpan<byte> octets) => new(LeafValueKind.Octets, 0, octets);
}
