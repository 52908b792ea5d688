using System.Globalization;
using System.Text.Json;
using Collector.Gnmi.Paths;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>Takes a JSON value apart into leaves. An entry of a list is told by its key, as far as JSON lets us guess it, or by its place.</summary>
internal static class JsonLeafList
{
    private static readonly string[] Keys = ["name", "id", "index", "identifier", "key", "address", "ip", "prefix", "sequence-id"];

    /// <summary>What is no JSON is one leaf, as text.</summary>
    public static IReadOnlyList<JsonLeaf> Of(ReadOnlyMemory<byte> json)
    {
        var leaves = new List<JsonLeaf>();
        try
        {
            using var document = JsonDocument.Parse(json);
            Add(leaves, [], document.RootElement);
        }
        catch (JsonException)
        {
            leaves.Add(new JsonLeaf([], $"no JSON: {SafeText.Quoted(System.Text.Encoding.UTF8.GetString(json.Span))}"));
        }

        return leaves;
    }

    private static void Add(List<JsonLeaf> leaves, GnmiPathElement[] below, JsonElement value)
    {
        var isEmpty = true;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                isEmpty = false;
                if (IsList(member.Value)) AddEntries(leaves, below, member.Name, member.Value);
                else Add(leaves, [.. below, new GnmiPathElement(member.Name)], member.Value);
            }
        }
        else if (IsList(value))
        {
            isEmpty = false;
            AddEntries(leaves, below, "", value);
        }

        if (isEmpty) leaves.Add(new JsonLeaf(below, Scalar(value)));
    }

    private static void AddEntries(List<JsonLeaf> leaves, GnmiPathElement[] below, string list, JsonElement entries)
    {
        var place = 0;
        foreach (var entry in entries.EnumerateArray())
        {
            var key = KeyOf(entry) ?? KeyValuePair.Create("", place.ToString(CultureInfo.InvariantCulture));
            place++;
            var element = key.Key.Length == 0 ? new GnmiPathElement(list.Length == 0 ? key.Value : $"{list}.{key.Value}") : new GnmiPathElement(list, [key]);
            Add(leaves, [.. below, element], entry);
        }
    }

    private static bool IsList(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(entry => entry.ValueKind is JsonValueKind.Object);

    private static KeyValuePair<string, string>? KeyOf(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object) return null;
        foreach (var wanted in Keys)
        {
            foreach (var member in entry.EnumerateObject())
            {
                var name = member.Name[(member.Name.LastIndexOf(':') + 1)..];
                if (name == wanted && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number) return KeyValuePair.Create(name, member.Value.ToString());
            }
        }

        return null;
    }

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SafeText.Quoted(value.GetString()!),
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Scalar))}]",
        _ => SafeText.Of(value.GetRawText()),
    };
}
