using System.Buffers.Binary;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collector.Simulator.Gnmi.Model;

namespace Collector.Simulator.Gnmi.Messages;

/// <summary>Writes leaves as JSON: RFC 7951 for JSON_IETF, plain numbers and names without modules for JSON.</summary>
internal sealed class JsonValueWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);

    public void Write(ProtoBuffer into, ModelLeaf leaf, in LeafValue value, bool isIetf)
    {
        _json.Reset(into);
        Write(_json, leaf, value, isIetf);
        _json.Flush();
    }

    /// <summary>An object of leaves, all of one container.</summary>
    public void WriteObject(ProtoBuffer into, IReadOnlyList<(ModelLeaf Leaf, LeafValue Value)> leaves, bool isIetf)
    {
        _json.Reset(into);
        _json.WriteStartObject();
        foreach (var (leaf, value) in leaves)
        {
            // RFC 7951 section 4: the names at the top say their module.
            _json.WritePropertyName(isIetf ? $"{leaf.Module}:{leaf.Name}" : leaf.Name);
            Write(_json, leaf, value, isIetf);
        }

        _json.WriteEndObject();
        _json.Flush();
    }

    public void WriteTree(ProtoBuffer into, JsonTree tree, bool isIetf)
    {
        _json.Reset(into);
        tree.Write(_json, isIetf);
        _json.Flush();
    }

    public static void Write(Utf8JsonWriter json, ModelLeaf leaf, in LeafValue value, bool isIetf)
    {
        switch (leaf.Kind)
        {
            case LeafKind.Unsigned64 when isIetf:
                json.WriteStringValue(value.Number.ToString(CultureInfo.InvariantCulture));
                break;
            case LeafKind.Unsigned or LeafKind.Unsigned64:
                json.WriteNumberValue(value.Number);
                break;
            case LeafKind.Signed:
                json.WriteNumberValue((long)value.Number);
                break;
            case LeafKind.Bool:
                json.WriteBooleanValue(value.Number != 0);
                break;
            case LeafKind.Double or LeafKind.Decimal when isIetf:
                json.WriteStringValue(ValueWriter.Text(leaf, value));
                break;
            case LeafKind.Double or LeafKind.Decimal:
                json.WriteNumberValue(ValueWriter.Decimal(leaf, value));
                break;
            case LeafKind.Float:
                WriteFloat(json, value);
                break;
            case LeafKind.TextList:
                json.WriteStartArray();
                foreach (var text in value.Text!.Split(' ')) json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            case LeafKind.Identity when !isIetf:
                json.WriteStringValue(value.Text![(value.Text!.IndexOf(':', StringComparison.Ordinal) + 1)..]);
                break;
            default:
                json.WriteStringValue(ValueWriter.Text(leaf, value));
                break;
        }
    }

    public void Dispose() => _json.Dispose();

    private static void WriteFloat(Utf8JsonWriter json, in LeafValue value)
    {
        Span<byte> octets = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleBigEndian(octets, ValueWriter.Float(value));
        json.WriteBase64StringValue(octets); // RFC 7951 section 6.6
    }
}
