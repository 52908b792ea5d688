using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Polling.Filters;
using Collector.Snmp.Polling.Tracing;

namespace Collector.Snmp.Explaining;

/// <summary>Says what each dynamic filter of a module let pass, and whether it is why an object was not asked for.</summary>
internal static class FilterWords
{
    public static IReadOnlyList<FilterExplanation> Explain(TracedModule module) => [.. module.Filters.Select(step => Explain(module, step))];

    /// <summary>Why an object or instance was not asked for, when a filter is the reason; null when it is not.</summary>
    public static string? WhyExcluded(TracedModule module, Oid oid)
    {
        foreach (var step in module.Filters)
        {
            var filter = (FilterWalk)step.Step;
            if (filter.Rows is not { } rows || filter.Filter.Targets.FirstOrDefault(target => target.IsPrefixOf(oid)) is not { IsEmpty: false } target) continue;
            if (rows.Count == 0) return $"the filter on {filter.Filter.Column} let no row pass";
            var tail = oid.Encoded[target.Encoded.Length..];
            if (tail.IsEmpty || Passed(filter).Contains(TracedModule.KeyText(tail))) continue;
            var column = $"{filter.Filter.Column}.{TracedModule.KeyText(tail)}";
            foreach (var varbind in module.Of(step))
            {
                if (Oid.Format(module.Varbinds.NameOf(varbind)) == column) return $"the filter does not let the row pass: {column} = {WireText.ValueOf(module.Varbinds.ValueOf(varbind))}";
            }

            return $"the filter does not let the row pass: there is no {column}";
        }

        return null;
    }

    private static FilterExplanation Explain(TracedModule module, StepTrace step)
    {
        var filter = (FilterWalk)step.Step;
        var passed = Passed(filter);
        var rows = module.Of(step).ToLookup(varbind => passed.Contains(TracedModule.KeyText(module.Varbinds.NameOf(varbind)[filter.Filter.Column.Encoded.Length..])));
        return new FilterExplanation
        {
            Oid = filter.Filter.Column.ToString(),
            Targets = [.. filter.Filter.Targets.Select(target => target.ToString())],
            Values = [.. module.Options.Filters.Where(written => written.Oid == filter.Filter.Column && written.Targets.SequenceEqual(filter.Filter.Targets)).SelectMany(written => written.Values)],
            Rows = rows.Sum(group => group.Count()),
            Passed = rows[true].Count(),
            End = step.End,
            Why = step.End == WalkEnd.Complete ? StepWords.WhyEnded(step) : $"it has no effect: {StepWords.WhyEnded(step)}",
            ExamplePassed = First(module, rows[true]),
            ExampleExcluded = First(module, rows[false]),
        };
    }

    /// <summary>The index tails of the rows that passed, in dotted decimal.</summary>
    private static HashSet<string> Passed(FilterWalk filter) => filter.Rows is { } rows ? [.. rows.AsOids().Select(tail => TracedModule.KeyText(tail.Encoded))] : [];

    private static InstanceExplanation? First(TracedModule module, IEnumerable<int> varbinds) => varbinds.Select(varbind => (int?)varbind).FirstOrDefault() is { } first
        ? WireText.Instance(module.Varbinds.NameOf(first), module.Varbinds.ValueOf(first))
        : null;
}
