using System.Globalization;
using System.Text.Json;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration.Gateway;

/// <summary>Takes fields out of one message in protobuf's JSON: names in snake_case or lowerCamelCase, enums by name or number, 64-bit integers as text or numbers.</summary>
/// <remarks>Getters return null (or an empty list) when a field is absent, null or wrong; wrong has then been reported. For one thread.</remarks>
internal sealed class ProtobufJson(MappingReader fields, ConfigurationProblems problems)
{
    private readonly NodeReader _nodes = new(problems);

    public SourcePosition Position => fields.Position;

    /// <param name="name">In snake_case, as in the .proto file.</param>
    public YamlNode? Take(string name) => fields.Take(name) ?? fields.Take(JsonNamingPolicy.CamelCase.ConvertName(Pascal(name)));

    public YamlScalar? Scalar(string name) => Take(name) is { } node ? _nodes.Scalar(node, name) : null;

    public string? NonEmpty(string name) => Scalar(name) is { Text: { Length: > 0 } text } ? text : null;

    public bool Bool(string name) => Take(name) is { } node && (_nodes.Bool(node, name) ?? false);

    public ProtobufJson? Message(string name) => Take(name) is { } node && _nodes.Mapping(node, name) is { } mapping ? new ProtobufJson(mapping, problems) : null;

    public IReadOnlyList<ProtobufJson> Messages(string name) =>
        Take(name) is { } node ? [.. _nodes.Sequence(node, name).Select(item => _nodes.Mapping(item, name)).OfType<MappingReader>().Select(mapping => new ProtobufJson(mapping, problems))] : [];

    public IReadOnlyList<YamlScalar> Scalars(string name) => Take(name) is { } node ? _nodes.Scalars(node, name) : [];

    /// <summary>A map of messages, or of values, in the order written.</summary>
    public IReadOnlyList<YamlEntry> Map(string name) => Take(name) is { } node && _nodes.Mapping(node, name) is { } mapping ? mapping.Entries() : [];

    public ulong UInt64(string name)
    {
        if (Scalar(name) is not { } scalar) return 0;
        if (ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return value;
        problems.Error(scalar.Position, $"{name}: \"{scalar.Text}\" is not a whole number");
        return 0;
    }

    /// <param name="name">Of the field.</param>
    /// <param name="words">The names of the values in the .proto file, in the order of their numbers.</param>
    public int? Enum(string name, params IReadOnlyList<string> words)
    {
        if (Scalar(name) is not { } scalar) return null;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == scalar.Text || scalar.Text == i.ToString(CultureInfo.InvariantCulture)) return i;
        }

        problems.Error(scalar.Position, $"{name}: \"{scalar.Text}\" is not one of {string.Join(", ", words)}{NearestName.Hint(scalar.Text, words)}");
        return null;
    }

    /// <summary>Takes a field that has no counterpart, and says so if it is there.</summary>
    public void NotSupported(string name, string why)
    {
        if (Take(name) is { IsNull: false } node and not YamlScalar { Text: "false" or "" or "0" }) problems.Warning(node.Position, $"{name} is not taken over: {why}");
    }

    public void WarnUnknown() => fields.RejectUnknown(ProblemSeverity.Warning);

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
