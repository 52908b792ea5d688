using System.Buffers;
using System.Globalization;
using Collector.Gnmi.Mapping.Wire;

namespace Collector.Gnmi.Mapping.Values;

/// <summary>Reads a ScalarArray: the items of a leaf-list as one text, as for lists in JSON. Reused.</summary>
internal sealed class LeafListReader
{
    private const uint Element = 1 << 3 | WireReader.Bytes;
    private const int MostItems = 4096;

    private readonly ArrayBufferWriter<byte> _text = new(256);

    /// <summary>The list as one value, valid until the next one is read; nothing when an item cannot be read.</summary>
    public LeafValue Read(ReadOnlySpan<byte> list)
    {
        _text.ResetWrittenCount();
        var reader = new WireReader(list);
        for (var items = 0; reader.TryReadNext(Element, out var item); items++)
        {
            if (items == MostItems || TypedValueReader.Read(item, out var value, out _, out _) != TypedValueReader.Outcome.Value || value.Kind == LeafValueKind.Octets) return LeafValue.Nothing;
            if (items > 0) _text.Write([LeafValue.ListSeparator]);
            Append(value);
        }

        return reader.IsBroken ? LeafValue.Nothing : LeafValue.List(_text.WrittenSpan);
    }

    private void Append(in LeafValue value)
    {
        Span<byte> text = stackalloc byte[32];
        var length = 0;
        switch (value.Kind)
        {
            case LeafValueKind.Unsigned:
                value.Bits.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
                break;
            case LeafValueKind.Signed:
                ((long)value.Bits).TryFormat(text, out length, default, CultureInfo.InvariantCulture);
                break;
            case LeafValueKind.Double:
                BitConverter.UInt64BitsToDouble(value.Bits).TryFormat(text, out length, default, CultureInfo.InvariantCulture);
                break;
            case LeafValueKind.Bool:
                _text.Write(value.Bits != 0 ? "true"u8 : "false"u8);
                return;
            default:
                _text.Write(value.Bytes);
                return;
        }

        _text.Write(text[..length]);
    }
}
