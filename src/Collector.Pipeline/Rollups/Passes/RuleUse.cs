using Collector.Pipeline.Rollups.Rules;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>Which columns of a table a rule reads.</summary>
/// <param name="Place">The rule's place in its pass.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Value">The column that is rolled up.</param>
/// <param name="Rate">Place of its rates in <see cref="TableUses.Rates"/>; -1 when the values themselves count.</param>
/// <param name="Per">The column that values are divided by; null when they are not, or by one of another table.</param>
/// <param name="Conditions">The columns of the rule's conditions, in their order; null for those of another table.</param>
internal sealed record RuleUse(int Place, RollupRule Rule, NumberColumn Value, int Rate, NumberColumn? Per, NumberColumn?[] Conditions)
{
    /// <summary>Whether the rule reads nothing of another table.</summary>
    public bool IsInOneTable => Rule.Per is null == Per is null && Array.TrueForAll(Conditions, column => column is not null);

    /// <summary>Whether what is remembered of rows by one of them is right for the other.</summary>
    public bool HasSameColumns(RuleUse other) => Place == other.Place && Per == other.Per && Conditions.SequenceEqual(other.Conditions);
}
