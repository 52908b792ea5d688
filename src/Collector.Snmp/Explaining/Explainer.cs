using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Explaining.Scheduled;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.Tracing;

namespace Collector.Snmp.Explaining;

/// <summary>Polls a device once, takes down all that happens, and says what became of each varbind. The store is not touched.</summary>
/// <remarks>Any thread. One explanation may hold 200,000 varbinds, 30 MB; the caller limits how many are made at a time.</remarks>
public sealed class Explainer(PollEngine engine)
{
    /// <summary>Explains one poll.</summary>
    /// <param name="target">What to poll, as a configuration would have it.</param>
    /// <param name="modules">The modules and auths in force in the engine.</param>
    /// <param name="about">An object or instance to answer for; null for none.</param>
    /// <param name="alsoScheduled">Whether it is polled three times more, as by schedule, to tell what such polls ask.</param>
    /// <param name="cancellation">Ends the poll.</param>
    public async Task<PollExplanation> ExplainAsync(Target target, SnmpModules modules, Oid? about, bool alsoScheduled, CancellationToken cancellation)
    {
        var trace = new PollTrace();
        var (series, onLane) = await engine.PollOnceAsync(target, trace, cancellation);
        var explanation = Explain(target, series, onLane, trace, modules, about);
        if (!alsoScheduled || explanation.Outcome != PollOutcome.Answered || !IsPolledOtherwise(onLane!)) return explanation;
        var traced = new PollTrace { KeepsVarbinds = false };
        var (_, asScheduled) = await engine.PollAsync(target, ScheduledPollWords.Polls, traced, cancellation);
        return explanation with { ScheduledPoll = asScheduled is null ? null : ScheduledPollWords.Explain(asScheduled, traced, modules) };
    }

    /// <summary>The OID that somebody means by an OID, by the name of a metric, or by that of a looked-up label.</summary>
    public static Oid? Find(string oidOrName, IEnumerable<SnmpModuleOptions> modules)
    {
        if (Oid.TryParse(oidOrName, out var oid)) return oid;
        var metrics = modules.SelectMany(module => module.Metrics).ToList();
        if (metrics.Find(metric => metric.Name == oidOrName) is { } named) return named.Oid;
        return metrics.SelectMany(metric => metric.Lookups).FirstOrDefault(lookup => !lookup.IsRemoval && lookup.LabelName == oidOrName)?.Oid;
    }

    private static bool IsPolledOtherwise(LaneTarget target) => Array.Exists(target.Modules, module => ScheduleWords.IsOtherwise(module.State.Plan, target.Security.Version));

    private static PollExplanation Explain(Target target, TargetSeries series, LaneTarget? onLane, PollTrace trace, SnmpModules modules, Oid? about)
    {
        series.History.TryGetLast(out var poll);
        var steps = onLane?.Modules.SelectMany(module => module.Steps).Select(trace.Of).ToList() ?? [];
        return new PollExplanation
        {
            Instance = target.Instance,
            Address = target.Address,
            Endpoint = trace.Endpoint?.ToString(),
            Auth = target.Auth,
            Version = onLane?.Security.Version switch { null => null, SnmpVersion.V1 => "1", SnmpVersion.V2c => "2c", _ => "3" },
            Started = DateTimeOffset.FromUnixTimeMilliseconds(poll.StartedUnixMs).UtcDateTime,
            DurationSeconds = poll.Duration.TotalSeconds,
            Outcome = poll.Outcome,
            Why = WhyOf(poll, trace),
            Requests = poll.Requests,
            Retries = poll.Retries,
            Replies = steps.Sum(step => step.Replies),
            Octets = steps.Sum(step => step.Octets),
            Varbinds = poll.Varbinds,
            VarbindsNotExplained = trace.Varbinds.NotKept,
            Modules = [.. (onLane?.Modules ?? []).Where(module => modules.TryGetModule(module.State.Plan.Name, out _)).Select(module => Explain(module, trace, modules, about))],
        };
    }

    private static ModuleExplanation Explain(ModulePoll poll, PollTrace trace, SnmpModules modules, Oid? about)
    {
        var module = new TracedModule(poll, modules.Modules[poll.State.Plan.Name], trace);
        var metrics = module.Options.Metrics.Select(metric => MetricWords.Explain(module, metric)).ToList();
        var explanation = new ModuleExplanation
        {
            Name = module.Options.Name,
            IsComplete = poll.Target.Series.IsComplete(poll.Index) == true,
            Series = metrics.Sum(metric => metric.Series),
            About = about is { } oid ? new OidWords(module, modules, oid).Explain() : null,
            Findings = [],
            Filters = FilterWords.Explain(module),
            Steps = [.. module.Steps.Select(step => StepWords.Explain(module, step))],
            Scheduled = ScheduleWords.Explain(module.Plan, poll.Target.Security.Version),
            Metrics = metrics,
            Lookups = new LookupWords(module).Explain(),
            Unwanted = new UnwantedNames(module, modules).Explain(),
            UnwantedInstances = module.Unwanted.Count,
        };
        return explanation with { Findings = Findings.Of(explanation, module.Steps, trace.Varbinds.NotKept) };
    }

    private static string? WhyOf(in PollRecord poll, PollTrace trace) => poll.Outcome switch
    {
        _ when poll.Problem != AccessProblem.None => $"the agent does not let us in ({EnumLabels<AccessProblem>.Of(poll.Problem)})",
        PollOutcome.Answered => null,
        PollOutcome.Partial => "at least one walk or get was cut short",
        PollOutcome.TimedOut or PollOutcome.Silent => "no reply: is the address right, are the credentials accepted, does a filter drop the packets?",
        PollOutcome.Refused => "the host says that nobody listens on the port",
        PollOutcome.Unreachable => $"the network says that the host cannot be reached ({trace.Unreachable})",
        PollOutcome.Unresolved => "the name has no address",
        PollOutcome.Invalid => "there were replies, and none was valid",
        _ => "the module or the credentials do not exist, cannot be used, or have nothing to ask for",
    };
}
