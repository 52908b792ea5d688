using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Collector.Gnmi.Protocol;
using Collector.Simulator.Gnmi.Model;

namespace Collector.Simulator.Gnmi.Messages;

/// <summary>Writes the value of a leaf as a TypedValue, in each of gNMI's encodings.</summary>
internal sealed class ValueWriter(JsonValueWriter json)
{
    /// <summary>Writes the fields of a TypedValue.</summary>
    public void Write(ProtoBuffer into, Encoding encoding, ModelLeaf leaf, in LeafValue value)
    {
        switch (encoding)
        {
            case Encoding.Proto:
                WriteProto(into, leaf, value);
                break;
            case Encoding.Json or Encoding.JsonIetf:
                var field = into.Begin(encoding == Encoding.Json ? TypedValue.JsonValFieldNumber : TypedValue.JsonIetfValFieldNumber);
                json.Write(into, leaf, value, isIetf: encoding == Encoding.JsonIetf);
                into.End(field);
                break;
            case Encoding.Ascii:
                into.Text(TypedValue.AsciiValFieldNumber, Text(leaf, value));
                break;
            default:
                WriteOctets(into, leaf, value);
                break;
        }
    }

    /// <summary>The value as people write it.</summary>
    public static string Text(ModelLeaf leaf, in LeafValue value) => leaf.Kind switch
    {
        LeafKind.Signed => ((long)value.Number).ToString(CultureInfo.InvariantCulture),
        LeafKind.Bool => value.Number != 0 ? "true" : "false",
        LeafKind.Double or LeafKind.Decimal => Decimal(leaf, value).ToString(CultureInfo.InvariantCulture),
        LeafKind.Float => Float(value).ToString(CultureInfo.InvariantCulture),
        _ => value.Text ?? value.Number.ToString(CultureInfo.InvariantCulture),
    };

    internal static decimal Decimal(ModelLeaf leaf, in LeafValue value)
    {
        var digits = (long)value.Number;
        var magnitude = (ulong)Math.Abs(digits);
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, digits < 0, (byte)leaf.Precision);
    }

    internal static float Float(in LeafValue value) => value.Number / 100f;

    private static void WriteProto(ProtoBuffer into, ModelLeaf leaf, in LeafValue value)
    {
        switch (leaf.Kind)
        {
            case LeafKind.Unsigned or LeafKind.Unsigned64:
                into.Number(TypedValue.UintValFieldNumber, value.Number);
                break;
            case LeafKind.Signed:
                into.Number(TypedValue.IntValFieldNumber, value.Number);
                break;
            case LeafKind.Bool:
                into.Number(TypedValue.BoolValFieldNumber, value.Number);
                break;
            case LeafKind.Double:
                into.Double(TypedValue.DoubleValFieldNumber, (double)Decimal(leaf, value));
                break;
            case LeafKind.Decimal:
                WriteDecimal(into, leaf, value);
                break;
            case LeafKind.Float:
                WriteOctets(into, leaf, value);
                break;
            case LeafKind.TextList:
                WriteList(into, value.Text!);
                break;
            default:
                into.Text(TypedValue.StringValFieldNumber, Text(leaf, value));
                break;
        }
    }

    private static void WriteDecimal(ProtoBuffer into, ModelLeaf leaf, in LeafValue value)
    {
#pragma warning disable CS0612 // devices still send it
        var start = into.Begin(TypedValue.DecimalValFieldNumber);
#pragma warning restore CS0612
        into.Number(Decimal64.DigitsFieldNumber, value.Number);
        into.Number(Decimal64.PrecisionFieldNumber, (ulong)leaf.Precision);
        into.End(start);
    }

    private static void WriteList(ProtoBuffer into, string texts)
    {
        var list = into.Begin(TypedValue.LeaflistValFieldNumber);
        foreach (var text in texts.Split(' '))
        {
            var element = into.Begin(ScalarArray.ElementFieldNumber);
            into.Text(TypedValue.StringValFieldNumber, text);
            into.End(element);
        }

        into.End(list);
    }

    /// <summary>IEEE floats as they are, other numbers as a big-endian double, texts in UTF-8: what a device does here is its own choice.</summary>
    private static void WriteOctets(ProtoBuffer into, ModelLeaf leaf, in LeafValue value)
    {
        Span<byte> number = stackalloc byte[sizeof(double)];
        if (value.Text is { } text)
        {
            into.Text(TypedValue.BytesValFieldNumber, text);
        }
        else if (leaf.Kind == LeafKind.Float)
        {
            BinaryPrimitives.WriteSingleBigEndian(number, Float(value));
            into.Octets(TypedValue.BytesValFieldNumber, number[..sizeof(float)]);
        }
        else
        {
            BinaryPrimitives.WriteDoubleBigEndian(number, leaf.Kind is LeafKind.Double or LeafKind.Decimal ? (double)Decimal(leaf, value) : leaf.Kind == LeafKind.Signed ? (long)value.Number : value.Number);
            into.Octets(TypedValue.BytesValFieldNumber, number);
        }
    }
}
