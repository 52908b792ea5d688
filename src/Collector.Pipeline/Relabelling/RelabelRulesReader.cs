using System.Globalization;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Patterns;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Relabelling;

/// <summary>Reads a list of Prometheus' relabelling rules, and refuses what Prometheus refuses.</summary>
/// <remarks>For one thread. A rule with an error is left out of the result.</remarks>
public sealed class RelabelRulesReader(ConfigurationProblems problems)
{
    // What target_label and the replacement of a labelmap may be: letters and references, so that the result can be a name.
    private static readonly Re2Pattern NameTemplate = Parsed(@"^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$");

    private static readonly Re2Pattern Everything = Parsed(RelabelRule.DefaultRegex);

    /// <param name="reader">Has the rules under <paramref name="key"/>.</param>
    /// <param name="key"><c>relabel_configs</c> or <c>write_relabel_configs</c>.</param>
    public RelabelRules Read(MappingReader reader, string key)
    {
        RelabelRule[] rules = [.. reader.Mappings(key).Select(ReadRule).OfType<RelabelRule>()];
        return rules.Length == 0 ? RelabelRules.None : new RelabelRules(rules);
    }

    private RelabelRule? ReadRule(MappingReader rule)
    {
        var errors = problems.ErrorCount;
        var action = ReadAction(rule);
        var sources = ReadSources(rule);
        var separator = rule.String("separator") ?? RelabelRule.DefaultSeparator;
        var regex = ReadRegex(rule);
        var modulus = ReadModulus(rule);
        var target = rule.String("target_label") ?? "";
        var replacement = rule.String("replacement") ?? RelabelRule.DefaultReplacement;
        if (problems.ErrorCount == errors && action is { } known) Check(rule, known, separator, modulus, target, replacement);
        rule.RejectUnknown();
        return problems.ErrorCount > errors || action is null || regex is null ? null
            : new RelabelRule(action.Value, sources, separator, regex, modulus, target, replacement) { Position = rule.Position };
    }

    private RelabelAction? ReadAction(MappingReader rule)
    {
        if (rule.Scalar("action") is not { } word) return RelabelAction.Replace;
        if (RelabelActionWords.All.TryGetValue(word.Text, out var action)) return action;
        problems.Error(word.Position, $"action: \"{word.Text}\" is not one of {string.Join(", ", RelabelActionWords.All.Keys)}{NearestName.Hint(word.Text, RelabelActionWords.All.Keys)}");
        return null;
    }

    private List<string> ReadSources(MappingReader rule)
    {
        var sources = new List<string>();
        foreach (var name in rule.Scalars("source_labels"))
        {
            if (LabelSet.IsValidName(name.Text)) sources.Add(name.Text);
            else problems.Error(name.Position, $"source_labels: \"{name.Text}\" is not a label name: letters, digits and _, and no digit first");
        }

        return sources;
    }

    private Re2Pattern? ReadRegex(MappingReader rule)
    {
        if (rule.Scalar("regex") is not { } text) return Everything;
        if (Re2Pattern.TryParseWholeText(text.Text, out var pattern, out var error)) return pattern;
        problems.Error(text.Position, $"regex: {error}");
        return null;
    }

    private ulong ReadModulus(MappingReader rule)
    {
        if (rule.Scalar("modulus") is not { } text) return 0;
        if (ScalarRules.TryInteger(text, out var number) && number >= 0) return (ulong)number;
        if (text.IsPlain && ulong.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var large)) return large;
        problems.Error(text.Position, $"modulus: \"{text.Text}\" is not a whole number above zero");
        return 0;
    }

    private void Check(MappingReader rule, RelabelAction action, string separator, ulong modulus, string target, string replacement)
    {
        var word = action.Word();
        if (action == RelabelAction.HashMod && modulus == 0) problems.Error(rule.PositionOf("modulus"), "hashmod needs a modulus above zero");
        if (action.NeedsTarget()) CheckTarget(rule, action, target);
        if (action == RelabelAction.LabelMap && !NameTemplate.IsMatch(replacement))
            problems.Error(rule.PositionOf("replacement"), $"replacement: \"{replacement}\" cannot become a label name");
        if (action is RelabelAction.Lowercase or RelabelAction.Uppercase && replacement != RelabelRule.DefaultReplacement)
            problems.Error(rule.PositionOf("replacement"), $"replacement has no place in {word}");
        if (!action.ComparesOnly() && !action.TakesRegexOnly()) return;

        Refuse("regex", action.ComparesOnly() && !rule.IsNull("regex"));
        Refuse("source_labels", action.TakesRegexOnly() && !rule.IsNull("source_labels"));
        Refuse("target_label", action.TakesRegexOnly() && target.Length > 0);
        Refuse("modulus", modulus != 0);
        Refuse("separator", separator != RelabelRule.DefaultSeparator);
        Refuse("replacement", replacement != RelabelRule.DefaultReplacement);

        void Refuse(string key, bool isWritten)
        {
            if (isWritten) problems.Error(rule.PositionOf(key), $"{key} has no place in {word}, which takes {(action.ComparesOnly() ? "source_labels and target_label" : "regex")} only");
        }
    }

    /// <summary>A label name; for a replacement also a template with letters before and between its references.</summary>
    private void CheckTarget(MappingReader rule, RelabelAction action, string target)
    {
        var position = rule.PositionOf("target_label");
        if (target.Length == 0) problems.Error(position, $"{action.Word()} needs a target_label");
        else if (action == RelabelAction.Replace && target.Contains('$', StringComparison.Ordinal) ? !NameTemplate.IsMatch(target) : !LabelSet.IsValidName(target))
            problems.Error(position, $"target_label: \"{target}\" is not a label name: letters, digits and _, and no digit first");
    }

    private static Re2Pattern Parsed(string expression) =>
        Re2Pattern.TryParseWholeText(expression, out var pattern, out var error) ? pattern : throw new InvalidOperationException(error);
}
