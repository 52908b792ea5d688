using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.Tracing;

namespace Collector.Snmp.Explaining;

/// <summary>Picks from an explained module what somebody who misses a series should read first.</summary>
internal static class Findings
{
    private const int MostNamed = 6;

    public static IReadOnlyList<string> Of(ModuleExplanation module, IReadOnlyList<StepTrace> steps, int notExplained) => steps.Any(step => step.Replies > 0)
        ? OfReplies(module, steps, notExplained)
        : [.. steps.Where(step => step.Requests > 0).Take(1).Select(step => $"Nothing was answered. {Capital(StepWords.NameOf(step))}: {StepWords.WhyEnded(step)}.")];

    private static IReadOnlyList<string> OfReplies(ModuleExplanation module, IReadOnlyList<StepTrace> steps, int notExplained) =>
    [
        .. steps.Where(step => step.End is not (null or WalkEnd.Complete)).Select(step => $"{Capital(StepWords.NameOf(step))} {(step.Step is InstanceGets ? "were" : "was")} cut short: {StepWords.WhyEnded(step)}."),
        .. Missing(module, MetricState.NotAsked, "not asked for: no walk and no get of the module covers"),
        .. Missing(module, MetricState.CutShort, "not reached:"),
        .. Missing(module, MetricState.FilteredOut, "filtered out:"),
        .. module.Filters.Where(filter => filter.Passed < filter.Rows).Select(Excluded),
        .. module.Metrics.Where(metric => metric.Lost.Count > 0).Take(MostNamed).Select(metric => $"{metric.Name}: {metric.Why}."),
        .. module.Lookups.Where(lookup => lookup.MissingOid is not null).Take(MostNamed)
            .Select(lookup => $"Label {lookup.Label} is empty in {lookup.Rows - lookup.Found} of {lookup.Rows} rows of {Names(lookup.Metrics, lookup.MetricCount)}: {lookup.Why}."),
        .. Missing(module, MetricState.Shadowed, "taken by an object above:"),
        .. Missing(module, MetricState.NotReceived, "asked for, and the agent has nothing of"),
        .. Unwanted(module),
        .. notExplained > 0 ? [$"{notExplained} varbinds more were mapped than an explanation looks at: what it says of counts is too little."] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Missing(ModuleExplanation module, MetricState state, string words)
    {
        var metrics = module.Metrics.Where(metric => metric.State == state).ToList();
        if (metrics.Count > 0) yield return $"{(metrics.Count == 1 ? "1 metric is" : $"{metrics.Count} metrics are")} {words} {Names([.. metrics.Take(MostNamed).Select(metric => $"{metric.Name} ({metric.Oid})")], metrics.Count)}.";
    }

    private static string Excluded(FilterExplanation filter) =>
        $"The filter on {filter.Oid} let {filter.Passed} of {filter.Rows} rows of {string.Join(", ", filter.Targets)} pass{(filter.ExampleExcluded is { } first ? $"; not, for one, {first.Oid} = {first.Value}" : "")}.";

    private static IEnumerable<string> Unwanted(ModuleExplanation module)
    {
        if (module.UnwantedInstances > 0)
            yield return $"{module.UnwantedInstances} {(module.UnwantedInstances == 1 ? "instance was" : "instances were")} received that no metric and no lookup of the module maps: {Names([.. module.Unwanted.Take(MostNamed).Select(one => one.Oid)], module.Unwanted.Count)}.";
    }

    private static string Names(IReadOnlyList<string> first, int all) => string.Join(", ", first) + (all > first.Count ? $" and {all - first.Count} more" : "");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
