using Collector.Pipeline.Rollups.Rules;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>The conditions that rules have on one table's rows. Rules that say the same share what is known: most ask whether a row is a port.</summary>
/// <remarks>The pass's thread.</remarks>
internal sealed class ConditionMasks
{
    private readonly List<(string Condition, NumberColumn Column, ConditionMask Mask)> _known = [];
    private int _rows;

    public void Grow(int rows)
    {
        _rows = rows;
        foreach (var (_, _, mask) in _known) mask.Grow(rows);
    }

    /// <summary>The masks of a rule's conditions, but for those on other tables.</summary>
    public ConditionMask[] Of(RuleUse use) => [.. use.Conditions.Index().Where(one => one.Item is not null).Select(one => Of(use.Rule.Conditions[one.Index], one.Item!.Value))];

    private ConditionMask Of(ValueCondition condition, NumberColumn column)
    {
        var text = condition.ToString();
        foreach (var known in _known)
        {
            if (known.Condition == text && known.Column == column) return known.Mask;
        }

        var mask = new ConditionMask(condition, column);
        mask.Grow(_rows);
        _known.Add((text, column, mask));
        return mask;
    }
}
