using System.Text;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>Reads <c>event-tags</c>: labels of every series of a target, under the names that gnmic gives them.</summary>
internal static class EventTags
{
    /// <param name="entry">The target.</param>
    /// <param name="labels">The same as labels of the target.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(GnmicMapping entry, out IReadOnlyList<WrittenLabel> labels)
    {
        var tags = new List<KeyValuePair<string, string>>();
        var read = new List<WrittenLabel>();
        labels = read;
        foreach (var (key, value) in entry.Keys.Mapping("event-tags")?.Entries() ?? [])
        {
            if (entry.Source.Nodes.Scalar(value, $"event-tags: {key.Text}") is not { } scalar) continue;
            tags.Add(new(key.Text, scalar.Text));
            var name = LabelName(key.Text);
            if (name == "instance") entry.Source.Problems.Warning(key.Position, "event-tags: instance is the target's name wherever labels of targets are shown");
            else if (name.StartsWith(SteeringLabels.Prefix, StringComparison.Ordinal)) entry.Source.Problems.Error(key.Position, $"event-tags: {name} cannot be a label: {SteeringLabels.Prefix} is for labels that steer");
            else if (read.Exists(label => label.Name == name)) entry.Source.Problems.Warning(key.Position, $"event-tags: there is another tag that becomes the label {name}");
            else if (scalar.Text.Length > 0) read.Add(new WrittenLabel(name, scalar.Text, scalar.Position));
        }

        return tags;
    }

    /// <summary>gnmic's rule: each run of what may not stand in a name becomes one underscore. A digit in front gets one as well.</summary>
    private static string LabelName(string tag)
    {
        var name = new StringBuilder(tag.Length);
        foreach (var c in tag[(tag.LastIndexOf('/') + 1)..])
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '_') name.Append(c);
            else if (name.Length == 0 || !wasReplaced(name)) name.Append('\uFFFF');
        }

        name.Replace('\uFFFF', '_');
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"_{name}" : name.ToString();

        static bool wasReplaced(StringBuilder name) => name[^1] == '\uFFFF';
    }
}
