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
        return YamlFile.Load(text, path, problems) is { } root ? Read(new NodeReader(problems).Sequence(root, "the file"), problems) : [];
    }

    /// <summary>Reads the items of a list of groups; after an error among the problems the answer is not complete.</summary>
    public static IReadOnlyList<TargetGroup> Read(IReadOnlyList<YamlNode> items, ConfigurationProblems problems)
    {
        var nodes = new NodeReader(problems);
        var groups = new List<TargetGroup>(items.Count);
        foreach (var item in items)
        {
            if (nodes.Mapping(item, "target group") is { } mapping) groups.Add(ReadGroup(mapping, problems));
            else if (item.IsNull) problems.Error(item.Position, "target group: expected a mapping, and this is nothing");
        }
        return groups;
    }

    private static TargetGroup ReadGroup(MappingReader mapping, ConfigurationProblems problems)
    {
        WrittenText[] targets = [.. mapping.Scalars("targets").Select(target => new WrittenText(target.Text, target.Position))];
        var labels = mapping.Mapping("labels") is { } written ? ReadLabels(written, problems) : [];
        mapping.RejectUnknown();
        return new TargetGroup(targets, labels);
    }

    private static List<WrittenLabel> ReadLabels(MappingReader labels, ConfigurationProblems problems)
    {
        var nodes = new NodeReader(problems);
        var read = new List<WrittenLabel>();
        foreach (var (key, value) in labels.Entries())
        {
            if (!LabelSet.IsValidName(key.Text)) problems.Error(key.Position, $"\"{key.Text}\" is not a label name: letters, digits and _, and no digit first");
            else if (nodes.String(value, $"label {key.Text}") is { Length: > 0 } text) read.Add(new WrittenLabel(key.Text, text, value.Position));
        }
        return read;
    }
}
