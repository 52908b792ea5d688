using System.Text.Json;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>Groups of targets as JSON: <c>[{"targets": ["sw1"], "labels": {"site": "ams1"}}]</c>, as strictly as Prometheus reads it.</summary>
internal static class TargetListJson
{
    private const int Deepest = 4; // the list, a group, its labels, a value

    /// <param name="json">UTF-8.</param>
    /// <param name="name">Stands for the place in messages about targets.</param>
    /// <param name="rules">Of the list.</param>
    /// <param name="always">Labels that every group gets.</param>
    /// <exception cref="TargetListException">It is something else.</exception>
    public static IReadOnlyList<TargetGroup> Read(ReadOnlyMemory<byte> json, string name, RelabelRules rules, params IReadOnlyList<Label> always)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
            return ReadGroups(document.RootElement, SourcePosition.Whole(name), rules, always);
        }
        catch (JsonException e)
        {
            throw new TargetListException($"not a list of targets in JSON: {e.Message}", e);
        }
    }

    /// <param name="root">A list of groups.</param>
    /// <param name="at">Stands for the place.</param>
    /// <param name="rules">Of the list.</param>
    /// <param name="always">Labels that every group gets.</param>
    public static IReadOnlyList<TargetGroup> ReadGroups(JsonElement root, SourcePosition at, RelabelRules rules, IReadOnlyList<Label> always)
    {
        if (root.ValueKind == JsonValueKind.Null) return []; // Go's decoder makes an empty list of it
        if (root.ValueKind != JsonValueKind.Array) throw new TargetListException("not a list of targets: expected a JSON array");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal); // thousands of groups have few different labels: each is kept once
        var groups = new List<TargetGroup>(root.GetArrayLength());
        foreach (var group in root.EnumerateArray()) groups.Add(ReadGroup(group, groups.Count, at, rules, always, texts));
        return groups;
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<TargetGroup> groups)
    {
        json.WriteStartArray();
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteStartArray("targets");
            foreach (var target in group.Targets) json.WriteStringValue(target.Text);
            json.WriteEndArray();
            json.WriteStartObject("labels");
            foreach (var label in group.Labels) json.WriteString(label.Name, label.Value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static TargetGroup ReadGroup(JsonElement group, int index, SourcePosition at, RelabelRules rules, IReadOnlyList<Label> always, Dictionary<string, string> texts)
    {
        if (group.ValueKind != JsonValueKind.Object) throw new TargetListException($"group {index} is not an object");
        List<WrittenText> targets = [];
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in group.EnumerateObject())
        {
            if (property.Name.Equals("targets", StringComparison.OrdinalIgnoreCase)) targets = ReadTargets(property.Value, index, at);
            else if (property.Name.Equals("labels", StringComparison.OrdinalIgnoreCase)) ReadLabels(property.Value, index, labels, texts);
            else throw new TargetListException($"group {index} has a field \"{property.Name}\" that is neither targets nor labels");
        }

        foreach (var label in always) labels[label.Name] = label.Value;
        return new TargetGroup(targets, [.. labels.Where(label => label.Value.Length > 0).Select(label => new WrittenLabel(label.Key, label.Value, at))]) { Rules = rules };
    }

    private static List<WrittenText> ReadTargets(JsonElement list, int index, SourcePosition at)
    {
        if (list.ValueKind == JsonValueKind.Null) return [];
        if (list.ValueKind != JsonValueKind.Array) throw new TargetListException($"group {index}: targets is not a list");
        var targets = new List<WrittenText>(list.GetArrayLength());
        foreach (var target in list.EnumerateArray())
        {
            if (target.ValueKind != JsonValueKind.String) throw new TargetListException($"group {index}: a target is not a string");
            targets.Add(new WrittenText(target.GetString()!, at));
        }

        return targets;
    }

    private static void ReadLabels(JsonElement mapping, int index, Dictionary<string, string> labels, Dictionary<string, string> texts)
    {
        if (mapping.ValueKind == JsonValueKind.Null) return;
        if (mapping.ValueKind != JsonValueKind.Object) throw new TargetListException($"group {index}: labels is not an object");
        foreach (var label in mapping.EnumerateObject())
        {
            if (!LabelSet.IsValidName(label.Name)) throw new TargetListException($"group {index}: \"{label.Name}\" is not a label name");
            labels[Kept(label.Name)] = label.Value.ValueKind switch
            {
                JsonValueKind.String => Kept(label.Value.GetString()!),
                JsonValueKind.Null => "",
                _ => throw new TargetListException($"group {index}: the value of {label.Name} is not a string"),
            };
        }

        string Kept(string text)
        {
            if (texts.TryGetValue(text, out var kept)) return kept;
            texts.Add(text, text);
            return text;
        }
    }
}
