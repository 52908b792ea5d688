namespace Collector.Gnmi.Mapping.Values;

/// <summary>What a value has become: 64 bits as the column of its kind has them, or text.</summary>
/// <remarks>Valid as long as the value is that it was made of.</remarks>
public readonly ref struct Sample
{
    private Sample(SampleKind kind, ulong bits, ReadOnlySpan<byte> text)
    {
        Kind = kind;
        Bits = bits;
        Text = text;
    }

    public SampleKind Kind { get; }

    /// <summary>An unsigned or two's complement integer, or the bits of a double.</summary>
    public ulong Bits { get; }

    /// <summary>UTF-8 as the device sent it, not escaped, and maybe not even valid.</summary>
    public ReadOnlySpan<byte> Text { get; }

    public static Sample Unsigned(ulong value) => new(SampleKind.Unsigned, value, default);

    public static Sample Signed(long value) => new(SampleKind.Signed, (ulong)value, default);

    public static Sample Double(double value) => new(SampleKind.Double, BitConverter.DoubleToUInt64Bits(value), default);

    public static Sample Info(ReadOnlySpan<byte> text) => new(SampleKind.Info, 0, text);

    public static Sample State(ReadOnlySpan<byte> text) => new(SampleKind.State, 0, text);

    /// <summary>The same number as a sample of a kind that a leaf had before, if that can hold it exactly: so that 12.5 and then 13 stay in one column.</summary>
    public Sample As(SampleKind earlier)
    {
        if (earlier <= Kind || earlier > SampleKind.Double) return this;
        if (earlier == SampleKind.Signed) return (long)Bits >= 0 ? Signed((long)Bits) : this;
        var number = Kind == SampleKind.Unsigned ? (double)Bits : (long)Bits;
        return Math.Abs(number) < 1L << 53 ? Double(number) : this;
    }
}
