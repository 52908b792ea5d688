using System.Globalization;
using Collector.Gnmi.Protocol;
using Google.Protobuf;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>Values for people: exact, in one line. Text stands in quotes, so that <c>"1"</c> and <c>1</c> are not the same.</summary>
internal static class ValueText
{
    /// <summary>Where powers of ten stop being written out: a device chooses the exponent.</summary>
    private const int LongestFraction = 40;

    public static string Of(TypedValue value)
    {
#pragma warning disable CS0612 // float_val and decimal_val: devices send them all the same
        return value.ValueCase switch
        {
            TypedValue.ValueOneofCase.StringVal => SafeText.Quoted(value.StringVal),
            TypedValue.ValueOneofCase.AsciiVal => SafeText.Quoted(value.AsciiVal),
            TypedValue.ValueOneofCase.IntVal => value.IntVal.ToString(CultureInfo.InvariantCulture),
            TypedValue.ValueOneofCase.UintVal => value.UintVal.ToString(CultureInfo.InvariantCulture),
            TypedValue.ValueOneofCase.BoolVal => value.BoolVal ? "true" : "false",
            TypedValue.ValueOneofCase.FloatVal => value.FloatVal.ToString("R", CultureInfo.InvariantCulture),
            TypedValue.ValueOneofCase.DoubleVal => value.DoubleVal.ToString("R", CultureInfo.InvariantCulture),
            TypedValue.ValueOneofCase.DecimalVal => Decimal(value.DecimalVal),
            TypedValue.ValueOneofCase.BytesVal => Octets(value.BytesVal),
            TypedValue.ValueOneofCase.ProtoBytes => $"protobuf {Octets(value.ProtoBytes)}",
            TypedValue.ValueOneofCase.AnyVal => $"{SafeText.Of(value.AnyVal.TypeUrl)} {Octets(value.AnyVal.Value)}",
            TypedValue.ValueOneofCase.LeaflistVal => $"[{string.Join(", ", value.LeaflistVal.Element.Select(Of))}]",
            TypedValue.ValueOneofCase.JsonVal => SafeText.Of(value.JsonVal.ToStringUtf8()),
            TypedValue.ValueOneofCase.JsonIetfVal => SafeText.Of(value.JsonIetfVal.ToStringUtf8()),
            _ => "(no value)",
        };
#pragma warning restore CS0612
    }

    /// <summary>Digits as they were sent, whatever a double would make of them.</summary>
    public static string Decimal(Decimal64 value)
    {
        var digits = value.Digits.ToString(CultureInfo.InvariantCulture);
        if (value.Precision == 0) return digits;
        if (value.Precision > LongestFraction) return string.Create(CultureInfo.InvariantCulture, $"{digits}e-{value.Precision}");
        var sign = value.Digits < 0 ? "-" : "";
        var padded = digits[sign.Length..].PadLeft((int)value.Precision + 1, '0');
        return $"{sign}{padded[..^(int)value.Precision]}.{padded[^(int)value.Precision..]}";
    }

    private static string Octets(ByteString octets) => "0x" + Convert.ToHexStringLower(octets.Span);
}
