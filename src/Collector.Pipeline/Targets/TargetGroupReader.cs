using System.Text;
using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Targets;

/// <summary>Reads lists of <c>{targets: […], labels: {…}}</c>, strictly: an unknown key or an invalid label name is an error, as in Prometheus.</summary>
public static class TargetGroupReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a whole target file, YAML or JSON. An empty one has no groups.</summary>
    public static IReadOnlyList<TargetGroup> ReadFile(byte[] content, string path, ConfigurationProblems problems)
    {
        using var text = new StreamReader(new MemoryStream(content, writable: false), StrictUtf8);
        if (YamlFile.Load(text, path, problems) is not { } root) return [];
        // Nothing is no document of JSON: a file that a full disk left. Prometheus sees it so, and that nothing in YAML is a list of nothing.
        if (root.IsNull && path.EndsWith(".json", StringComparison.Ordinal)) problems.Error(SourcePosition.Whole(path), "is empty; a list of no targets is []");
        return Read(new NodeReader(problems).Sequence(root, "the file"), problems);
    }

    /// <summary>Reads the items of a list of groups; after an error among the problems the answer is not complete.</summary>
    public static IReadOnlyList<TargetGroup> Read(IReadOnlyList<YamlNode> items, ConfigurationProblems problems)
    {
        var nodes = new NodeReader(problems);
        var groups = new List<TargetGroup>(items.Count);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal); // thousands of groups have few different labels: each is kept once
        foreach (var item in items)
        {
            if (nodes.Mapping(item, "target group") is { } mapping) groups.Add(ReadGroup(mapping, texts, problems));
            else if (item.IsNull) problems.Error(item.Position, "target group: expected a mapping, and this is nothing");
        }
        return groups;
    }

    private static TargetGroup ReadGroup(MappingReader mapping, Dictionary<string, string> texts, ConfigurationProblems problems)
    {
        WrittenText[] targets = [.. mapping.Scalars("targets").Select(target => new WrittenText(target.Text, target.Position))];
        WrittenLabel[] labels = mapping.Mapping("labels") is { } written ? [.. ReadLabels(written, texts, problems)] : [];
        mapping.RejectUnknown();
        return new TargetGroup(targets, labels);
    }

    private static IEnumerable<WrittenLabel> ReadLabels(MappingReader labels, Dictionary<string, string> texts, ConfigurationProblems problems)
    {
        var nodes = new NodeReader(problems);
        foreach (var (key, value) in labels.Entries())
        {
            if (!LabelSet.IsValidName(key.Text)) problems.Error(key.Position, $"\"{key.Text}\" is not a label name: letters, digits and _, and no digit first");
            else if (nodes.String(value, $"label {key.Text}") is { Length: > 0 } text)
                yield return new WrittenLabel(Kept(key.Text, texts), Kept(text, texts), value.Position);
        }
    }

    private static string Kept(string text, Dictionary<string, string> texts)
    {
        if (texts.TryGetValue(text, out var kept)) return kept;
        texts.Add(text, text);
        return text;
    }
}
