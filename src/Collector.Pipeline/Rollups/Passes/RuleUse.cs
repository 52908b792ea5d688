using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>Which columns of a table a rule reads.</summary>
/// <param name="Place">The rule's place in its pass.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Value">The column that is rolled up.</param>
/// <param name="Rate">Place of its rates in <see cref="TableUses.Rates"/>; -1 when the values themselves count.</param>
/// <param name="Per">The column that values are divided by; null when they are not.</param>
/// <param name="Conditions">The columns of the rule's conditions, in their order.</param>
internal sealed record RuleUse(int Place, RollupRule Rule, NumberColumn Value, int Rate, NumberColumn? Per, NumberColumn[] Conditions);
