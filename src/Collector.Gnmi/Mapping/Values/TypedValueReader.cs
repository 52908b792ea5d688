using System.Globalization;
using Collector.Gnmi.Mapping.Wire;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Mapping.Values;

/// <summary>Reads a TypedValue, or the Value of old devices, off the wire. Never throws.</summary>
internal static class TypedValueReader
{
    /// <summary>What a value turned out to be.</summary>
    public enum Outcome : byte
    {
        /// <summary>A single value.</summary>
        Value,

        /// <summary>JSON: to be taken apart.</summary>
        Json,

        /// <summary>As <see cref="Json"/>, by the rules of RFC 7951.</summary>
        JsonIetf,

        /// <summary>A list of values, each a TypedValue.</summary>
        LeafList,

        /// <summary>Something that is never shown.</summary>
        Unsupported,

        /// <summary>Not a valid message.</summary>
        Broken,
    }

    /// <param name="message">A TypedValue.</param>
    /// <param name="value">The single value.</param>
    /// <param name="bytes">Of JSON, and of a list's message.</param>
    /// <param name="why">What is unsupported.</param>
    public static Outcome Read(ReadOnlySpan<byte> message, out LeafValue value, out ReadOnlySpan<byte> bytes, out UnsupportedValueKind why)
    {
        value = default;
        bytes = default;
        why = UnsupportedValueKind.None;
        var outcome = Outcome.Unsupported;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var tag)) // of several the last counts, as in any oneof
        {
            outcome = Outcome.Value;
            switch (tag)
            {
                case Fields.TypedValue.Uint:
                    value = LeafValue.Unsigned(reader.ReadVarint());
                    break;
                case Fields.TypedValue.Int:
                    value = LeafValue.Signed((long)reader.ReadVarint());
                    break;
                case Fields.TypedValue.Double:
                    value = LeafValue.Double(BitConverter.UInt64BitsToDouble(reader.ReadFixed64()));
                    break;
                case Fields.TypedValue.Float:
                    value = LeafValue.Double(BitConverter.UInt32BitsToSingle(reader.ReadFixed32()));
                    break;
                case Fields.TypedValue.Bool:
                    value = LeafValue.Bool(reader.ReadVarint() != 0);
                    break;
                case Fields.TypedValue.String:
                    value = LeafValue.Text(reader.ReadBytes());
                    break;
                case Fields.TypedValue.Bytes:
                    value = LeafValue.Octets(reader.ReadBytes());
                    break;
                case Fields.TypedValue.Decimal:
                    if (!TryReadDecimal(reader.ReadBytes(), out var number)) return Outcome.Broken;
                    value = LeafValue.Double(number);
                    break;
                case Fields.TypedValue.Json:
                    bytes = reader.ReadBytes();
                    outcome = Outcome.Json;
                    break;
                case Fields.TypedValue.JsonIetf:
                    bytes = reader.ReadBytes();
                    outcome = Outcome.JsonIetf;
                    break;
                case Fields.TypedValue.LeafList:
                    bytes = reader.ReadBytes();
                    outcome = Outcome.LeafList;
                    break;
                default:
                    why = WhyNot(tag);
                    outcome = Outcome.Unsupported;
                    reader.Skip(tag);
                    break;
            }
        }

        return reader.IsBroken ? Outcome.Broken : outcome;
    }

    /// <summary>The deprecated Value: octets and how they are encoded.</summary>
    public static Outcome ReadOld(ReadOnlySpan<byte> message, out LeafValue value, out ReadOnlySpan<byte> bytes, out UnsupportedValueKind why)
    {
        value = default;
        bytes = default;
        why = UnsupportedValueKind.None;
        var type = 0UL;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == Fields.OldValue.Value) bytes = reader.ReadBytes();
            else if (tag == Fields.OldValue.Type) type = reader.ReadVarint();
            else reader.Skip(tag);
        }

        if (reader.IsBroken) return Outcome.Broken;
        switch (type)
        {
            case 0:
                return Outcome.Json;
            case 4:
                return Outcome.JsonIetf;
            default:
                why = type == 3 ? UnsupportedValueKind.Ascii : UnsupportedValueKind.Bytes;
                return Outcome.Unsupported;
        }
    }

    private static UnsupportedValueKind WhyNot(uint tag) => tag switch
    {
        Fields.TypedValue.Ascii => UnsupportedValueKind.Ascii,
        Fields.TypedValue.ProtoBytes => UnsupportedValueKind.ProtoBytes,
        Fields.TypedValue.Any => UnsupportedValueKind.Any,
        _ => UnsupportedValueKind.Unknown,
    };

    // Through the text of the number: digits / 10^precision in doubles would be off by one bit now and then.
    private static bool TryReadDecimal(ReadOnlySpan<byte> message, out double number)
    {
        var (digits, precision) = (0L, 0UL);
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == Fields.Decimal64.Digits) digits = (long)reader.ReadVarint();
            else if (tag == Fields.Decimal64.Precision) precision = reader.ReadVarint();
            else reader.Skip(tag);
        }

        number = 0;
        if (reader.IsBroken || precision > 18) return false; // RFC 7950: at most 18 fraction digits
        Span<byte> text = stackalloc byte[32];
        digits.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        "e-"u8.CopyTo(text[length..]);
        ((int)precision).TryFormat(text[(length + 2)..], out var exponent, default, CultureInfo.InvariantCulture);
        number = double.Parse(text[..(length + 2 + exponent)], NumberStyles.Float, CultureInfo.InvariantCulture);
        return true;
    }
}
