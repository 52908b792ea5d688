using Collector.Gnmi.Mapping.Rules;
using Collector.Gnmi.Mapping.Values;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Samples;

namespace Collector.Gnmi.Configuration;

/// <summary>Writes <c>mapping</c> as <see cref="MappingOptionsReader"/> reads it; nothing when nobody set anything.</summary>
internal static class MappingOptionsWriter
{
    private static readonly MappingOptions Nothing = new();

    public static void Write(MappingOptions mapping, YamlWriter yaml)
    {
        if (mapping with { Names = Nothing.Names } == Nothing) return;
        yaml.Mapping("mapping", () =>
        {
            yaml.ValueIfAny("metric-prefix", mapping.MetricPrefix);
            if (mapping.AppendSubscriptionName) yaml.Value("append-subscription-name", true);
            if (mapping.StringsAsLabels) yaml.Value("strings-as-labels", true);
            if (mapping.Rules.Count > 0) yaml.Items("rules", [.. mapping.Rules], rule => WriteRule(rule, yaml));
            if (mapping.ListKeys.Count > 0) yaml.Mapping("list-keys", () => WriteListKeys(mapping.ListKeys, yaml));
            if (mapping.Joins.Count > 0) yaml.Mapping("labels", () => WriteJoins(mapping, yaml));
        });
    }

    private static void WriteRule(LeafRule rule, YamlWriter yaml)
    {
        yaml.Value("path", rule.Path.Text);
        if (rule.Type is { } type) yaml.Value("type", type switch { MetricType.Counter => "counter", MetricType.Gauge => "gauge", _ => "untyped" });
        if (rule.Help is { } help) yaml.Value("help", help);
        if (rule.Unit is { } unit) yaml.Value("unit", unit);
        if (rule.Text is { } text) yaml.Value("text", text == TextStyle.Info ? "info" : "state-set");
        if (rule.TextLabel is { } label) yaml.Value("label", label);
        if (rule.States is { } states) yaml.List("states", states);
        if (rule.IsIeeeFloat is { } isFloat) yaml.Value("ieee-float", isFloat);
        if (rule.IsDropped is { } isDropped) yaml.Value("drop", isDropped);
        if (rule.NumberMap is not { Count: > 0 } numbers) return;
        yaml.Mapping("values", () =>
        {
            foreach (var (text, number) in numbers.OrderBy(entry => entry.Key, StringComparer.Ordinal)) yaml.Value(text, number);
        });
    }

    private static void WriteListKeys(IReadOnlyDictionary<string, IReadOnlyList<string>> lists, YamlWriter yaml)
    {
        foreach (var (list, keys) in lists.OrderBy(entry => entry.Key, StringComparer.Ordinal)) yaml.List(list, keys);
    }

    private static void WriteJoins(MappingOptions mapping, YamlWriter yaml)
    {
        foreach (var join in mapping.Joins) yaml.Value(join.Label, join.Leaf.Text);
    }
}
