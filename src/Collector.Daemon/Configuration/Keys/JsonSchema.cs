using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Collector.Daemon.Configuration.Keys;

/// <summary>Writes declared keys as a JSON schema (draft 7), from which editors complete, explain and check a file while it is written.</summary>
/// <remarks>As strict as the loader where a schema can be; what lies between two keys only <c>collector check</c> can tell.</remarks>
internal sealed partial class JsonSchema
{
    // 0 alone needs no unit.
    private const string DurationPattern = "^(0|([0-9.]+(ns|us|µs|μs|ms|s|m|h|d|w|y))+)$";
    private const string SizePattern = "^(0|[0-9.]+([KMGT]i?)?B)$";

    private readonly Utf8JsonWriter _json;

    private JsonSchema(Utf8JsonWriter json) => _json = json;

    /// <param name="file">One of <see cref="CollectorKeys.Files"/>.</param>
    public static string Of(string file)
    {
        var shape = CollectorKeys.Files[file];
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", file == "collector" ? "collector.yml" : $"Collector: {file}");
            var schema = new JsonSchema(json);
            schema.WriteShape(shape);
            json.WriteStartObject("definitions");
            foreach (var section in shape.Sections().Distinct()) schema.WriteSection(section);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    private void WriteSection(ConfigurationSection section)
    {
        _json.WriteStartObject(NameOf(section));
        Types("object");
        _json.WriteStartObject("properties");
        foreach (var key in section.AllKeys)
        {
            foreach (var name in key.Names) WriteKey(key, name);
        }

        _json.WriteEndObject();
        if (section.Ignored.Count > 0)
        {
            _json.WriteStartObject("patternProperties");
            _json.WriteStartObject($"^({string.Join('|', section.Ignored)})");
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        if (!section.IsOpen) _json.WriteBoolean("additionalProperties", false);
        WriteTexts("required", section.AllKeys.Where(key => key.IsRequired).Select(key => key.Name));
        _json.WriteEndObject();
    }

    private void WriteKey(ConfigurationKey key, string name)
    {
        _json.WriteStartObject(name);
        _json.WriteString("description", Description(key, name));
        if (key.HasNoEffect) _json.WriteBoolean("deprecated", true); // draft 2019-09, which editors know all the same
        else WriteShape(key.Shape);
        _json.WriteEndObject();
    }

    private void WriteShape(KeyShape shape)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Text: WriteText(shape); break;
            case ShapeKind.Switch: Types("boolean"); break;
            case ShapeKind.Integer: WriteBounds("integer", shape); break;
            case ShapeKind.Number: WriteBounds("number", shape); break;
            case ShapeKind.Duration: WriteAmount(DurationPattern); break;
            case ShapeKind.Size: WriteAmount(SizePattern); break;
            case ShapeKind.Word: WriteWords(shape.Words); break;
            case ShapeKind.List: WriteList(shape); break;
            case ShapeKind.Names: WriteNames(shape); break;
            case ShapeKind.Section: _json.WriteString("$ref", $"#/definitions/{NameOf(shape.Section!)}"); break;
            default: WriteChoice(shape); break;
        }
    }

    // A key with nothing behind it is as if it were not there.
    private void Types(params IEnumerable<string> types) => WriteTexts("type", types.Append("null"));

    private void WriteTexts(string key, IEnumerable<string> texts)
    {
        _json.WriteStartArray(key);
        foreach (var text in texts) _json.WriteStringValue(text);
        _json.WriteEndArray();
    }

    private void WriteText(KeyShape shape)
    {
        Types("string", "number", "boolean");
        if (shape.Pattern is { } pattern) _json.WriteString("pattern", pattern);
    }

    private void WriteBounds(string type, KeyShape shape)
    {
        Types(type);
        if (shape.Least is { } least) _json.WriteNumber("minimum", Convert.ToDouble(least, CultureInfo.InvariantCulture));
        if (shape.Most is { } most) _json.WriteNumber("maximum", Convert.ToDouble(most, CultureInfo.InvariantCulture));
    }

    /// <summary>Text with a unit; of numbers only 0.</summary>
    private void WriteAmount(string pattern)
    {
        Types("string", "integer");
        _json.WriteString("pattern", pattern);
        _json.WriteNumber("minimum", 0);
        _json.WriteNumber("maximum", 0);
    }

    private void WriteWords(IReadOnlyList<string> words)
    {
        _json.WriteStartArray("enum");
        foreach (var word in words)
        {
            _json.WriteStringValue(word);
            if (word == "off") _json.WriteBooleanValue(false); // what YAML 1.1 makes of it
            if (double.TryParse(word, CultureInfo.InvariantCulture, out var number)) _json.WriteNumberValue(number);
        }

        _json.WriteNullValue();
        _json.WriteEndArray();
    }

    private void WriteList(KeyShape shape)
    {
        Types("array");
        if (shape.Least is long least) _json.WriteNumber("minItems", least);
        WriteUnder("items", shape.Parts[0]);
    }

    private void WriteNames(KeyShape shape)
    {
        Types("object");
        WriteUnder("additionalProperties", shape.Parts[0]);
        if (shape.Names is not { Pattern: { } pattern }) return;
        _json.WriteStartObject("propertyNames");
        _json.WriteString("pattern", pattern);
        _json.WriteEndObject();
    }

    private void WriteUnder(string key, KeyShape part)
    {
        _json.WriteStartObject(key);
        WriteShape(part);
        _json.WriteEndObject();
    }

    private void WriteChoice(KeyShape choice)
    {
        if (choice.OlderHas is { } older)
        {
            WriteForms(choice, older);
            return;
        }

        _json.WriteStartArray("anyOf");
        foreach (var shape in choice.Parts)
        {
            _json.WriteStartObject();
            WriteShape(shape);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    /// <summary>An editor that knows which form a file has says what is wrong with it in that form, and not that it has neither.</summary>
    private void WriteForms(KeyShape choice, string older)
    {
        _json.WriteStartObject("if");
        _json.WriteStartObject("additionalProperties");
        _json.WriteStartObject("not");
        _json.WriteString("type", "object");
        WriteTexts("required", [older]);
        _json.WriteStartObject("properties");
        _json.WriteStartObject(older);
        _json.WriteStartObject("not");
        _json.WriteString("type", "object");
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
        WriteUnder("then", choice.Parts[0]);
        WriteUnder("else", choice.Parts[1]);
    }

    private static string Description(ConfigurationKey key, string name)
    {
        var text = LinkToPage().Replace(key.Description, "${text}");
        if (name.EndsWith("_file", StringComparison.Ordinal) && name != key.Name) text = $"A file that holds it. {text}";
        if (name.EndsWith("_env", StringComparison.Ordinal) && name != key.Name) text = $"A variable of the environment that holds it. {text}";
        if (name.EndsWith("_credential", StringComparison.Ordinal) && name != key.Name) text = $"A credential of systemd's that holds it. {text}";
        if (key.IsRequired) return $"{text}. Required.";
        return key.Default == ConfigurationKey.None ? $"{text}." : $"{text}. Default: {key.Default}.";
    }

    private static string NameOf(ConfigurationSection section) => section.Name.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-');

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\([^)]+\)", RegexOptions.NonBacktracking)]
    private static partial Regex LinkToPage();
}
