using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.Tracing;

namespace Collector.Snmp.Explaining;

/// <summary>Says of each metric of a module what became of it, and if it is no series, why.</summary>
internal static class MetricWords
{
    private static readonly Dictionary<SnmpMetricType, string> Types = SnmpWords.MetricTypes.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static MetricExplanation Explain(TracedModule module, MetricOptions metric)
    {
        var tally = module.UsesOf(metric.Oid).Where(use => use.Column != MappedObject.None).Select(use => module.Tallies[(use.Name, use.Table)]).FirstOrDefault();
        var series = tally is null ? 0 : Enumerable.Range(tally.Use.Column, tally.Use.Columns).Sum(module.Table(tally.Use.Table).CountSeries);
        var lost = tally is null ? [] : Enum.GetValues<LossReason>().Where(reason => tally.Lost(reason) > 0)
            .Select(reason => new LostValues(reason, tally.Lost(reason), module.Explain(tally.FirstLost(reason)))).ToList();
        var state = StateOf(module, metric, tally, series, lost.Count > 0);
        return new MetricExplanation
        {
            Name = metric.Name,
            Oid = metric.Oid.ToString(),
            Type = Types[metric.Type],
            State = state,
            Instances = tally?.Instances ?? 0,
            Series = series,
            Why = WhyNot(module, metric.Oid, state) ?? (lost.Count > 0 ? Summary(lost) : null),
            Example = tally is { FirstShown: >= 0 } ? module.Explain(tally.FirstShown) : null,
            Lost = lost,
        };
    }

    /// <summary>Why nothing was received of an object; null when something was, or could have been.</summary>
    public static string? WhyNot(TracedModule module, Oid oid, MetricState state) => state switch
    {
        MetricState.NotAsked => $"no walk and no get of module {module.Options.Name} covers {oid}",
        MetricState.FilteredOut => FilterWords.WhyExcluded(module, oid),
        MetricState.CutShort => CutShort(module, oid) is { } step ? $"{StepWords.NameOf(step)} ended before it: {StepWords.WhyEnded(step)}" : null,
        MetricState.Shadowed => $"{module.Plan.Objects.Find(oid.Encoded, null)!.Name}, above it, takes its instances",
        MetricState.NotReceived => NotThere(module, oid),
        _ => null,
    };

    /// <summary>What became of an object of which nothing was received.</summary>
    public static MetricState StateOfMissing(TracedModule module, Oid oid)
    {
        if (module.Plan.Objects.Find(oid.Encoded, null) is { } above && above.Name != oid) return MetricState.Shadowed;
        if (!module.Covering(oid).Any()) return FilterWords.WhyExcluded(module, oid) is null ? MetricState.NotAsked : MetricState.FilteredOut;
        return CutShort(module, oid) is null ? MetricState.NotReceived : MetricState.CutShort;
    }

    private static MetricState StateOf(TracedModule module, MetricOptions metric, ObjectTally? tally, int series, bool hasLost)
    {
        if (tally is null || tally.Instances == 0) return StateOfMissing(module, metric.Oid);
        if (series == 0) return MetricState.NotShown;
        return hasLost ? MetricState.PartlyShown : MetricState.Shown;
    }

    /// <summary>A step that covers the object and ended, not at its end, before it came to it.</summary>
    private static StepTrace? CutShort(TracedModule module, Oid oid) =>
        module.Covering(oid).FirstOrDefault(step => step.End != WalkEnd.Complete && (step.LastName.IsEmpty || Oid.Compare(step.LastName, oid.Encoded) < 0));

    private static string NotThere(TracedModule module, Oid oid)
    {
        var step = module.Covering(oid).First();
        if (step.Step is SubtreeWalk) return $"the agent sent nothing below {oid} in {StepWords.NameOf(step)}";
        foreach (var (name, said) in step.Missing)
        {
            if (oid.IsPrefixOf(name)) return $"the agent said {StepWords.SaidOf(said)} of {Oid.Format(name)}";
        }

        return $"the agent answered without {oid}";
    }

    private static string Summary(IEnumerable<LostValues> lost) => string.Join("; ", lost.Select(one => $"{one.Count} {Fate(one.Reason)}, e.g. {one.Example.Oid} = {one.Example.Type} {one.Example.Value}: {one.Example.Why}"));

    private static string Fate(LossReason reason) => reason switch
    {
        LossReason.NotANumber => "shown as 0",
        LossReason.Duplicate => "hidden",
        _ => "not shown",
    };
}
