using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>The families that the rules of a pass make, as a module of its own: a table for each rule, a row for each group.</summary>
/// <remarks>A rule that keeps the largest series has two: the series, whose labels are their own, and what is said of the groups.</remarks>
internal static class PassSchema
{
    public static ModuleSchema Of(string name, IReadOnlyList<RollupRule> rules) => new(name, int.MaxValue, [.. rules.SelectMany(TablesOf)]);

    private static IEnumerable<TableSchema> TablesOf(RollupRule rule)
    {
        var value = new DoubleColumn(new MetricFamily(rule.Name, HelpOf(rule), MetricType.Gauge));
        var members = new UnsignedColumn(new MetricFamily(rule.Name + RollupNames.Members, $"Series that {rule.Name} is made of.", MetricType.Gauge));
        var expected = new UnsignedColumn(new MetricFamily(rule.Name + RollupNames.Expected, $"Series that {rule.Name} should be made of.", MetricType.Gauge));
        if (rule.Operation != RollupOperation.Topk) return [new TableSchema([value, members, expected])];
        return [new TableSchema([members, expected]), new TableSchema([value])];
    }

    private static string HelpOf(RollupRule rule)
    {
        if (rule.Help.Length > 0) return rule.Help;
        var by = rule.By.Count == 0 ? "" : $" by {string.Join(", ", rule.By)}";
        return $"{char.ToUpperInvariant(rule.Operation.ToString()[0])}{rule.Operation.ToString()[1..].ToLowerInvariant()} of {rule.Source}{by}.";
    }
}
