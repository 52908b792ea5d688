using System.Text;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What one rule makes of the labels of one target's rows: whether it takes a row, and which group the row belongs to.</summary>
/// <remarks>
/// A label of the target's series comes first, as on pages; then the row's own; then those that only the target has (gNMI data under gnmic's names has no instance); then what the
/// inventory knows of the device.
/// Conditions on labels of the target are checked once, and if nothing depends on rows, so is the group.
/// </remarks>
internal sealed class RuleScope
{
    private readonly RollupRule _rule;
    private readonly TargetSeries _series;
    private readonly DeviceFacts? _facts;
    private readonly LabelMatcher[] _ofRows;
    private readonly string? _constant;

    /// <param name="rule">The rule.</param>
    /// <param name="series">The target.</param>
    /// <param name="facts">What is known of the device; null for nothing.</param>
    public RuleScope(RollupRule rule, TargetSeries series, DeviceFacts? facts)
    {
        _facts = facts;
        (_rule, _series) = (rule, series);
        TakesTarget = rule.Matchers.Where(IsOfTarget).All(matcher => matcher.Accepts(Get(matcher.Label, default)));
        _ofRows = [.. rule.Matchers.Where(matcher => !IsOfTarget(matcher))];
        if (TakesTarget && _ofRows.Length == 0 && rule.By.All(HasOfSeries)) _constant = Group(default);
    }

    /// <summary>Whether the target may have rows that the rule takes, as far as its own labels say.</summary>
    public bool TakesTarget { get; }

    /// <summary>The label block of a row's group; null when the rule does not take the row.</summary>
    /// <param name="block">The row's labels.</param>
    public string? GroupOf(ReadOnlySpan<byte> block)
    {
        if (!TakesTarget) return null;
        if (_constant is not null) return _constant;
        foreach (var matcher in _ofRows)
        {
            if (!matcher.Accepts(Get(matcher.Label, block))) return null;
        }

        return Group(block);
    }

    /// <summary>The group of a target of which no row is known.</summary>
    public string GroupOfTarget() => Group(default);

    private bool IsOfTarget(LabelMatcher matcher) => _rule.IsOfTargets || HasOfSeries(matcher.Label);

    private bool HasOfSeries(string label) => !IsCaptured(label) && _series.DataLabels.Get(label) is not null;

    private bool IsCaptured(string label) => _rule.Captures.Any(capture => capture.Names.Contains(label, StringComparer.Ordinal));

    private string Group(ReadOnlySpan<byte> block)
    {
        var group = new StringBuilder();
        foreach (var label in _rule.By)
        {
            var value = Get(label, block);
            if (value.Length == 0) continue;
            if (group.Length > 0) group.Append(',');
            group.Append(label).Append("=\"").Append(Encoding.UTF8.GetString(LabelEscaping.Escape(value))).Append('"');
        }

        return group.ToString();
    }

    private string Get(string label, ReadOnlySpan<byte> block)
    {
        foreach (var capture in _rule.Captures)
        {
            if (capture.Names.Contains(label, StringComparer.Ordinal)) return capture.Take(label, Plain(capture.Label, block));
        }

        return Plain(label, block);
    }

    private string Plain(string label, ReadOnlySpan<byte> block)
    {
        if (_series.DataLabels.Get(label) is { } ofSeries) return ofSeries;
        Span<byte> name = stackalloc byte[Encoding.UTF8.GetMaxByteCount(label.Length)];
        var ofRow = LabelBlock.ValueOf(block, name[..Encoding.UTF8.GetBytes(label, name)]);
        if (!ofRow.IsEmpty) return LabelEscaping.Unescape(ofRow);
        return _series.Target.Labels.Get(label) ?? (label == RollupNames.Profile ? _series.Target.Profile : null) ?? _facts?.Get(label) ?? "";
    }
}
