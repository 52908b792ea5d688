using System.Buffers.Binary;
using System.Buffers.Text;
using Collector.Gnmi.Mapping.Naming;

namespace Collector.Gnmi.Mapping.Values;

/// <summary>What a value becomes under a rule: a number, or text that is shown as a label, or nothing.</summary>
internal static class ValueConversion
{
    /// <summary>False when the value is no sample, and it is to be counted.</summary>
    public static bool TryConvert(in LeafValue value, ValueRule rule, out Sample sample)
    {
        switch (value.Kind)
        {
            case LeafValueKind.Unsigned:
            case LeafValueKind.Bool:
                sample = Sample.Unsigned(value.Bits);
                break;
            case LeafValueKind.Signed:
                sample = Sample.Signed((long)value.Bits);
                break;
            case LeafValueKind.Double:
                sample = Sample.Double(BitConverter.UInt64BitsToDouble(value.Bits));
                break;
            case LeafValueKind.Octets when rule.IsIeeeFloat && TryReadFloat(value.Bytes, out sample):
                break;
            case LeafValueKind.Text or LeafValueKind.IetfText when TryReadNumber(value, rule, out sample):
                break;
            case LeafValueKind.Text or LeafValueKind.IetfText or LeafValueKind.List:
                return TryShow(value, rule, out sample);
            default:
                sample = default;
                return false;
        }

        if (rule.Scale != 1) sample = Scale(sample, rule.Scale);
        return true;
    }

    private static bool TryReadNumber(in LeafValue value, ValueRule rule, out Sample sample)
    {
        if (rule.TryMap(value.Bytes, out var number) || TryMapBare(value, rule, out number))
        {
            sample = Sample.Double(number);
            return true;
        }

        if (rule.IsIeeeFloat && TryReadBase64(value.Bytes, out sample)) return true;
        sample = default;
        return rule.Numbers switch
        {
            NumberReading.Always => NumberText.TryRead(value.Bytes, out sample),
            NumberReading.Ietf => value.Kind == LeafValueKind.IetfText && NumberText.TryRead(value.Bytes, out sample),
            _ => false,
        };
    }

    // RFC 7951 section 6.8: an identity has its module's name in front. What we have no number for keeps it, because we cannot tell identities from other text.
    private static bool TryMapBare(in LeafValue value, ValueRule rule, out double number)
    {
        number = 0;
        var bare = ModulePrefix.Strip(value.Bytes);
        return bare.Length < value.Bytes.Length && rule.TryMap(bare, out number);
    }

    private static bool TryShow(in LeafValue value, ValueRule rule, out Sample sample)
    {
        sample = default;
        if (rule.Text is null || rule.Text == TextStyle.StateSet && value.Kind == LeafValueKind.List) return false;
        sample = rule.Text == TextStyle.Info ? Sample.Info(value.Bytes) : Sample.State(rule.IsState(ModulePrefix.Strip(value.Bytes)) ? ModulePrefix.Strip(value.Bytes) : value.Bytes);
        return true;
    }

    private static bool TryReadBase64(ReadOnlySpan<byte> text, out Sample sample)
    {
        Span<byte> octets = stackalloc byte[sizeof(double)];
        sample = default;
        return text.Length <= 12 && Base64.DecodeFromUtf8(text, octets, out _, out var written) == System.Buffers.OperationStatus.Done && TryReadFloat(octets[..written], out sample);
    }

    private static bool TryReadFloat(scoped ReadOnlySpan<byte> octets, out Sample sample)
    {
        sample = octets.Length switch
        {
            sizeof(float) => Sample.Double(BinaryPrimitives.ReadSingleBigEndian(octets)),
            sizeof(double) => Sample.Double(BinaryPrimitives.ReadDoubleBigEndian(octets)),
            _ => default,
        };
        return octets.Length is sizeof(float) or sizeof(double);
    }

    private static Sample Scale(Sample sample, double factor) => Sample.Double(factor * sample.Kind switch
    {
        SampleKind.Unsigned => sample.Bits,
        SampleKind.Signed => (long)sample.Bits,
        _ => BitConverter.UInt64BitsToDouble(sample.Bits),
    });
}
