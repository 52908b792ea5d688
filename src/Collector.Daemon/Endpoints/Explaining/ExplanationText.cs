using Collector.Daemon.Commands;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Explaining;
using static Collector.Daemon.Endpoints.Explaining.ReportText;

namespace Collector.Daemon.Endpoints.Explaining;

/// <summary>An explained poll for people: the answer first, then what was asked, what it became, and what nobody wanted. Long lists are cut; JSON has them whole.</summary>
internal sealed class ExplanationText
{
    private const int MostSteps = 30;
    private const int MostMetrics = 60;
    private const int MostLookups = 20;
    private const int MostUnwanted = 20;

    private readonly ReportText _text = new();

    private ExplanationText()
    {
    }

    public static string Of(PollExplanation poll)
    {
        var text = new ExplanationText();
        text.WritePoll(poll);
        var asked = poll.Modules.Where(IsAsked).ToList();
        foreach (var module in asked.Count > 0 ? asked : poll.Modules) text.WriteModule(module);
        if (asked.Count > 0 && asked.Count < poll.Modules.Count) text.WriteOthers(poll.Modules.Except(asked));
        if (poll.ScheduledPoll is { } scheduled) new ScheduledPollText(text._text).Write(scheduled, poll);
        return text._text.ToString();
    }

    /// <summary>Whether a module has to do with what was asked about: of a dozen modules of a device it is mostly one.</summary>
    private static bool IsAsked(ModuleExplanation module) => module.About is { } about && (about.Received > 0 || about.AskedBy.Count > 0 || about.Metrics.Count > 0 || about.Labels.Count > 0);

    private void WriteOthers(IEnumerable<ModuleExplanation> others)
    {
        _text.Line();
        _text.Line($"Neither asked for nor mapped by the other modules: {string.Join(", ", others.Select(module => module.Name))}");
    }

    private void WritePoll(PollExplanation poll)
    {
        var endpoint = poll.Endpoint is null || poll.Endpoint == poll.Instance ? "" : $" ({poll.Endpoint})";
        var version = poll.Version is null ? "" : $", SNMPv{poll.Version}";
        _text.Line($"{poll.Instance}{endpoint}{version} as {poll.Auth}: {EnumLabels<PollOutcome>.Of(poll.Outcome)} after {Milliseconds(poll.DurationSeconds)}");
        if (poll.Why is not null) _text.Line($"  {poll.Why}");
        _text.Line($"  {Count(poll.Requests, "request")} ({Count(poll.Retries, "retry", "retries")}), {Count(poll.Replies, "reply", "replies")} with {Count(poll.Octets, "octet")}, {Count(poll.Varbinds, "varbind")}");
    }

    private void WriteModule(ModuleExplanation module)
    {
        _text.Line();
        _text.Line($"Module {module.Name}: {(module.IsComplete ? "complete" : "incomplete")}, {Count(module.Series, "series", "series")}");
        if (module.About is { } about) WriteAbout(about);
        if (module.Findings.Count > 0) _text.Head("To know first");
        foreach (var finding in module.Findings) _text.Line($"  - {finding}");
        WriteSteps(module.Steps);
        _text.Line($"  scheduled polls: {module.Scheduled}");
        if (module.Steps.All(step => step.Replies == 0)) return; // of every metric the same could be said
        WriteFilters(module.Filters);
        WriteMetrics(module.Metrics);
        WriteLookups(module.Lookups);
        WriteUnwanted(module);
    }

    private void WriteAbout(OidExplanation about)
    {
        _text.Head($"About {about.Oid}");
        _text.Line($"  {about.Answer}");
        if (about.AskedBy.Count > 0) _text.Line($"  asked for by {string.Join(", ", about.AskedBy)}");
        if (about.Metrics.Count > 0) _text.Line($"  mapped by {string.Join(", ", about.Metrics)}");
        if (about.Labels.Count > 0) _text.Line($"  looked up for label {string.Join(", ", about.Labels)}");
        if (about.MappedBy.Count > 0) _text.Line($"  mapped in other modules by {string.Join(", ", about.MappedBy)}");
        var table = new TextTable("received", "type", "value", "became");
        foreach (var instance in about.Instances) table.Add(instance.Oid, instance.Type, instance.Value, Became(instance));
        _text.Table(table, about.Received - about.Instances.Count);
    }

    private void WriteSteps(IReadOnlyList<StepExplanation> steps)
    {
        _text.Head("Asked");
        var table = new TextTable("what", "requests", "retries", "replies", "varbinds", "took", "repetitions", "end");
        foreach (var step in steps.OrderBy(step => step.End == WalkEnd.Complete).Take(MostSteps))
        {
            table.Add(
                step.Kind == "get" ? $"get {Count(step.Instances, "instance")}" : $"{step.Kind} {step.Oid}",
                Number(step.Requests), Number(step.Retries), Number(step.Replies), Number(step.Varbinds), Milliseconds(step.DurationSeconds),
                step.MaxRepetitions is { } most ? Number(most) : "", step.Why + Dropped(step));
        }

        _text.Table(table, steps.Count - table.Count);
    }

    private void WriteFilters(IReadOnlyList<FilterExplanation> filters)
    {
        if (filters.Count == 0) return;
        _text.Head("Filters");
        var table = new TextTable("column", "rows", "passed", "expressions", "for one, not passed", "instead of walking");
        foreach (var filter in filters.Take(MostSteps))
        {
            var excluded = filter.ExampleExcluded is { } row ? $"{row.Oid} = {row.Value}" : "";
            table.Add(filter.Oid, Number(filter.Rows), Number(filter.Passed), string.Join(" ", filter.Values), filter.End == WalkEnd.Complete ? excluded : filter.Why, string.Join(", ", filter.Targets));
        }

        _text.Table(table, filters.Count - table.Count);
    }

    private void WriteMetrics(IReadOnlyList<MetricExplanation> metrics)
    {
        if (metrics.Count == 0) return;
        _text.Head("Metrics");
        var table = new TextTable("metric", "OID", "type", "received", "series", "example, or why not");
        foreach (var metric in metrics.OrderBy(metric => metric.State == MetricState.Shown).Take(MostMetrics))
        {
            var example = metric.Example is { Series.Count: > 0 } shown ? shown.Series[0] : "";
            table.Add(metric.Name, metric.Oid, metric.Type, Number(metric.Instances), Number(metric.Series), metric.Why ?? example);
        }

        _text.Table(table, metrics.Count - table.Count);
    }

    private void WriteLookups(IReadOnlyList<LookupExplanation> lookups)
    {
        if (lookups.Count == 0) return;
        _text.Head("Lookups");
        var table = new TextTable("label", "looked up in", "rows", "found", "example, or why not", "of");
        foreach (var lookup in lookups.OrderBy(lookup => lookup.MissingOid is null).Take(MostLookups))
        {
            var example = lookup.Example is { } found ? $"{found.Oid} = {found.Value}" : "";
            var of = lookup.Metrics[0] + (lookup.MetricCount > 1 ? $" and {lookup.MetricCount - 1} more" : "");
            table.Add(lookup.Label, lookup.Oid, Number(lookup.Rows), Number(lookup.Found), lookup.Why ?? example, of);
        }

        _text.Table(table, lookups.Count - table.Count);
    }

    private void WriteUnwanted(ModuleExplanation module)
    {
        if (module.Unwanted.Count == 0) return;
        _text.Head("Received, and neither metric nor lookup of the module maps it");
        var table = new TextTable("below", "instances", "example", "nearest metric", "mapped in other modules by");
        foreach (var unwanted in module.Unwanted.Take(MostUnwanted))
        {
            var example = $"{unwanted.Example.Oid} = {unwanted.Example.Type} {unwanted.Example.Value}";
            table.Add(unwanted.Oid, Number(unwanted.Instances), example, unwanted.NearestMetric ?? "", string.Join(", ", unwanted.MappedBy));
        }

        _text.Table(table, module.Unwanted.Count - table.Count);
    }

    private static string Became(InstanceExplanation instance) => instance switch
    {
        { Series.Count: 0 } => instance.Why ?? "",
        { Why: not null } => $"{instance.Series[0]}  ({instance.Why})",
        { Series.Count: > 1 } => $"{instance.Series[0]} and {instance.Series.Count - 1} more",
        _ => instance.Series[0],
    };

    private static string Dropped(StepExplanation step) =>
        step.Dropped.Count == 0 ? "" : $"; replies not taken: {string.Join(", ", step.Dropped.Select(pair => $"{Number(pair.Value)} {pair.Key}"))}";
}
