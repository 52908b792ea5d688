using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Relabelling;

/// <summary>Writes rules as <see cref="RelabelRulesReader"/> reads them; what is as usual is left out.</summary>
public static class RelabelRulesWriter
{
    /// <summary>Nothing for no rules.</summary>
    public static void Write(YamlWriter yaml, string key, RelabelRules rules)
    {
        if (!rules.IsEmpty) yaml.Items(key, [.. rules.Rules], rule => Write(yaml, rule));
    }

    private static void Write(YamlWriter yaml, RelabelRule rule)
    {
        yaml.Value("action", rule.Action.Word());
        yaml.ListIfAny("source_labels", rule.SourceLabels);
        if (rule.Separator != RelabelRule.DefaultSeparator) yaml.Value("separator", rule.Separator);
        if (rule.Regex.Expression != RelabelRule.DefaultRegex) yaml.Value("regex", rule.Regex.Expression);
        if (rule.Modulus != 0) yaml.Value("modulus", rule.Modulus);
        yaml.ValueIfAny("target_label", rule.TargetLabel);
        if (rule.Replacement != RelabelRule.DefaultReplacement) yaml.Value("replacement", rule.Replacement);
    }
}
