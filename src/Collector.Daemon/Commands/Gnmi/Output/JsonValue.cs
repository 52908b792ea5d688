using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>Writes a value as two members: <c>kind</c>, which gNMI's type names, and <c>value</c>.</summary>
internal static class JsonValue
{
    /// <summary>Other scripts as they are; control characters escaped, those that JSON would allow among them.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void Write(Utf8JsonWriter json, TypedValue value)
    {
#pragma warning disable CS0612 // float_val and decimal_val: devices send them all the same
        switch (value.ValueCase)
        {
            case TypedValue.ValueOneofCase.StringVal: WriteText(json, "string", value.StringVal); break;
            case TypedValue.ValueOneofCase.AsciiVal: WriteText(json, "ascii", value.AsciiVal); break;
            case TypedValue.ValueOneofCase.IntVal: WriteText(json, "int", value.IntVal.ToString(CultureInfo.InvariantCulture)); break;
            case TypedValue.ValueOneofCase.UintVal: WriteText(json, "uint", value.UintVal.ToString(CultureInfo.InvariantCulture)); break;
            case TypedValue.ValueOneofCase.BoolVal:
                json.WriteString("kind", "bool");
                json.WriteBoolean("value", value.BoolVal);
                break;
            case TypedValue.ValueOneofCase.FloatVal: WriteNumber(json, "float", value.FloatVal, value.FloatVal.ToString("R", CultureInfo.InvariantCulture)); break;
            case TypedValue.ValueOneofCase.DoubleVal: WriteNumber(json, "double", value.DoubleVal, value.DoubleVal.ToString("R", CultureInfo.InvariantCulture)); break;
            case TypedValue.ValueOneofCase.DecimalVal: WriteText(json, "decimal", ValueText.Decimal(value.DecimalVal)); break;
            case TypedValue.ValueOneofCase.BytesVal: WriteText(json, "bytes", value.BytesVal.ToBase64()); break;
            case TypedValue.ValueOneofCase.ProtoBytes: WriteText(json, "proto_bytes", value.ProtoBytes.ToBase64()); break;
            case TypedValue.ValueOneofCase.AnyVal:
                WriteText(json, "any", value.AnyVal.Value.ToBase64());
                json.WriteString("type_url", value.AnyVal.TypeUrl);
                break;
            case TypedValue.ValueOneofCase.LeaflistVal: WriteList(json, value.LeaflistVal); break;
            case TypedValue.ValueOneofCase.JsonVal: WriteJson(json, "json", value.JsonVal.Memory); break;
            case TypedValue.ValueOneofCase.JsonIetfVal: WriteJson(json, "json_ietf", value.JsonIetfVal.Memory); break;
            case TypedValue.ValueOneofCase.None: break;
        }
#pragma warning restore CS0612
    }

    /// <summary>JSON in JSON; what is none becomes a string.</summary>
    public static void WriteJson(Utf8JsonWriter json, string kind, ReadOnlyMemory<byte> value)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(value);
        }
        catch (JsonException)
        {
            WriteText(json, kind + "_invalid", System.Text.Encoding.UTF8.GetString(value.Span));
            return;
        }

        using (document)
        {
            json.WriteString("kind", kind);
            json.WritePropertyName("value");
            document.RootElement.WriteTo(json); // anew, so that its text is escaped by our rules; digits stay as they are
        }
    }

    private static void WriteList(Utf8JsonWriter json, ScalarArray list)
    {
        json.WriteString("kind", "leaflist");
        json.WriteStartArray("value");
        foreach (var element in list.Element)
        {
            json.WriteStartObject();
            Write(json, element);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string kind, string text)
    {
        json.WriteString("kind", kind);
        json.WriteString("value", text);
    }

    private static void WriteNumber(Utf8JsonWriter json, string kind, double value, string text)
    {
        json.WriteString("kind", kind);
        json.WritePropertyName("value");
        if (double.IsFinite(value)) json.WriteRawValue(text); // JSON has no NaN and no infinities
        else json.WriteStringValue(text);
    }
}
