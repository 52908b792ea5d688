using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Rules;
using Collector.Gnmi.Mapping.Values;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Configuration;

/// <summary>Reads <c>mapping</c> in the <c>gnmi</c> section: rules for leaves, keys of lists, leaves that become labels.</summary>
internal sealed class MappingOptionsReader
{
    private const int MostKeys = 8; // of one list; the most that OpenConfig has are four

    private static readonly Dictionary<string, MetricType> Types = new(StringComparer.Ordinal) { ["counter"] = MetricType.Counter, ["gauge"] = MetricType.Gauge, ["untyped"] = MetricType.Unknown };
    private static readonly Dictionary<string, TextStyle> TextStyles = new(StringComparer.Ordinal) { ["info"] = TextStyle.Info, ["state-set"] = TextStyle.StateSet };

    private readonly ConfigurationProblems _problems;
    private readonly NodeReader _values;

    private MappingOptionsReader(ConfigurationProblems problems) => (_problems, _values) = (problems, new NodeReader(problems));

    /// <param name="section">The mapping under <c>gnmi</c>; its key <c>mapping</c> is consumed.</param>
    /// <param name="below">What holds where nothing is written.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static MappingOptions Read(MappingReader section, MappingOptions below, ConfigurationProblems problems) =>
        section.Mapping("mapping") is { } mapping ? new MappingOptionsReader(problems).Read(mapping, below) : below;

    private MappingOptions Read(MappingReader mapping, MappingOptions below)
    {
        var read = below with
        {
            MetricPrefix = mapping.String("metric-prefix") ?? below.MetricPrefix,
            AppendSubscriptionName = mapping.Bool("append-subscription-name") ?? below.AppendSubscriptionName,
            StringsAsLabels = mapping.Bool("strings-as-labels") ?? below.StringsAsLabels,
            Rules = [.. mapping.Mappings("rules").Select(ReadRule).OfType<LeafRule>()],
            ListKeys = ReadListKeys(mapping.Mapping("list-keys")),
            Joins = [.. ReadJoins(mapping.Mapping("labels"))],
        };
        mapping.RejectUnknown();
        return read;
    }

    private LeafRule? ReadRule(MappingReader reader)
    {
        var rule = new LeafRule
        {
            Path = ReadPattern(reader) ?? LeafPattern.Parse("..."),
            Type = reader.Choice("type", Types),
            Help = reader.String("help"),
            Unit = reader.String("unit"),
            NumberMap = ReadNumbers(reader),
            Text = reader.Choice("text", TextStyles),
            TextLabel = ReadLabel(reader),
            States = reader.StringList("states"),
            IsIeeeFloat = reader.Bool("ieee-float"),
            IsDropped = reader.Bool("drop"),
        };
        if (rule.States is not null && rule.Text is null) rule = rule with { Text = TextStyle.StateSet };
        CheckText(reader, rule);
        reader.RejectUnknown();
        return rule;
    }

    private void CheckText(MappingReader reader, LeafRule rule)
    {
        if (rule.NumberMap is not null && rule.Text is not null) _problems.Error(reader.PositionOf("values"), "values are numbers for text and text is labels; one rule says one of them");
        if (rule.States is not null && rule.Text == TextStyle.Info) _problems.Error(reader.PositionOf("states"), "states are of a state-set, and text says info");
        if (rule.Unit is { } unit && !LabelSet.IsValidName(unit.Replace('-', '_'))) _problems.Error(reader.PositionOf("unit"), $"unit: \"{unit}\" cannot end a metric's name: letters, digits, - and _");
    }

    private LeafPattern? ReadPattern(MappingReader reader)
    {
        if (reader.RequiredString("path") is not { Length: > 0 } text) return null;
        if (LeafPattern.TryParse(text, out var pattern, out var problem)) return pattern;
        _problems.Error(reader.PositionOf("path"), $"path: \"{text}\": {problem}");
        return null;
    }

    private string? ReadLabel(MappingReader reader)
    {
        if (reader.String("label") is not { } label) return null;
        CheckLabel(reader.PositionOf("label"), label);
        return label;
    }

    private Dictionary<string, double>? ReadNumbers(MappingReader reader)
    {
        if (reader.Mapping("values") is not { } values) return null;
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, node) in values.Entries())
        {
            if (_values.Double(node, $"values: {key.Text}") is { } number) numbers.Add(key.Text, number);
        }

        return numbers;
    }

    private Dictionary<string, IReadOnlyList<string>> ReadListKeys(MappingReader? lists)
    {
        var read = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (list, node) in lists?.Entries() ?? [])
        {
            string[] keys = node is YamlScalar { IsNull: false } one ? [one.Text] : [.. _values.Scalars(node, $"list-keys: {list.Text}").Select(key => key.Text)];
            if (list.Text.AsSpan().ContainsAny('/', ':')) _problems.Error(list.Position, $"list-keys: \"{list.Text}\" is not the name of a list: write it without its path and its module");
            else if (keys.Length is 0 or > MostKeys) _problems.Error(node.Position, $"list-keys: {list.Text} has 1 to {MostKeys} keys");
            else read.Add(list.Text, keys);
        }

        return read;
    }

    private IEnumerable<JoinOptions> ReadJoins(MappingReader? labels)
    {
        foreach (var (label, node) in labels?.Entries() ?? [])
        {
            CheckLabel(label.Position, label.Text);
            if (_values.String(node, $"labels: {label.Text}") is not { } path)
            {
                if (node.IsNull) _problems.Error(node.Position, $"labels: {label.Text} needs the path of a leaf");
                continue;
            }

            if (!LeafPattern.TryParse(path, out var leaf, out var problem)) _problems.Error(node.Position, $"labels: {label.Text}: \"{path}\": {problem}");
            else if (leaf.Exact is null) _problems.Error(node.Position, $"labels: {label.Text}: \"{path}\" is not the whole path of one leaf: it begins with a slash and has no * and no ...");
            else yield return new JoinOptions(label.Text, leaf);
        }
    }

    private void CheckLabel(SourcePosition position, string label)
    {
        if (!LabelSet.IsValidName(label)) _problems.Error(position, $"\"{label}\" is not a label name: letters, digits and _, and no digit first");
        else if (label.StartsWith("__", StringComparison.Ordinal)) _problems.Error(position, $"label {label}: names that begin with __ are Prometheus' own");
    }
}
