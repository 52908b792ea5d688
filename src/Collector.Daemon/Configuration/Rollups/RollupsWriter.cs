using System.Text.Json;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Rollups.Rules;

namespace Collector.Daemon.Configuration.Rollups;

/// <summary>Writes the rules in force as <see cref="RollupsReader"/> reads them; presets as the rules that they stand for.</summary>
internal static class RollupsWriter
{
    public static void Write(IReadOnlyList<RollupRule> rules, YamlWriter yaml)
    {
        if (rules.Count > 0) yaml.Items("rollups", rules, rule => Write(rule, yaml));
    }

    private static void Write(RollupRule rule, YamlWriter yaml)
    {
        yaml.Value("name", rule.Name);
        if (rule.Help.Length > 0) yaml.Value("help", rule.Help);
        yaml.Value("op", JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.Operation.ToString()));
        if (rule.Operation == RollupOperation.Quantile) yaml.Value("quantile", rule.Quantile);
        if (rule.Operation == RollupOperation.Topk) yaml.Value("k", rule.Most);
        yaml.Value("of", rule.Source);
        if (rule.Per is { } per) yaml.Value("per", per);
        if (rule.Scale is not 1) yaml.Value("scale", rule.Scale);
        yaml.ListIfAny("by", rule.By);
        yaml.ListIfAny("matchers", [.. rule.Matchers.Select(matcher => matcher.ToString())]);
        if (rule.Captures.Count > 0) yaml.Items("captures", rule.Captures, capture => WriteCapture(capture, yaml));
        yaml.ListIfAny("when", [.. rule.Conditions.Select(condition => condition.ToString())]);
        yaml.Value("interval", rule.Interval);
        yaml.Value("remember", rule.Remember);
        yaml.Value("max_groups", rule.MostGroups);
    }

    private static void WriteCapture(LabelCapture capture, YamlWriter yaml)
    {
        yaml.Value("label", capture.Label);
        yaml.Value("regex", capture.Regex);
    }
}
