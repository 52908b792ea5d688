using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Paces;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.Filters;
using Collector.Snmp.Polling.Packing;
using Collector.Snmp.Polling.Paces;
using Collector.Snmp.Polling.Tracing;

namespace Collector.Snmp.Explaining.Scheduled;

/// <summary>Tells a traced poll of a target that was polled as by schedule, and is polled no more.</summary>
internal static class ScheduledPollWords
{
    /// <summary>The first reads subtrees; the second reads columns side by side and says how long their values are, and that nothing has changed since; all later ones are like the third.</summary>
    public const int Polls = 3;

    public static ScheduledPollExplanation Explain(LaneTarget target, PollTrace trace, SnmpModules modules)
    {
        target.Series.History.TryGetLast(out var poll);
        var isTraced = target.Series.History.Finished == Polls;
        return new ScheduledPollExplanation
        {
            PollsBefore = (int)target.Series.History.Finished - 1,
            Outcome = poll.Outcome,
            DurationSeconds = poll.Duration.TotalSeconds,
            Requests = poll.Requests,
            Retries = poll.Retries,
            Octets = trace.Requests.Sum(request => (long)request.Octets),
            Varbinds = poll.Varbinds,
            Limits = LimitsOf(target),
            Modules = isTraced ? [.. target.Modules.Where(module => modules.TryGetModule(module.State.Plan.Name, out _)).Select(module => Explain(module, trace, modules.Modules[module.State.Plan.Name]))] : [],
        };
    }

    private static LearnedLimits LimitsOf(LaneTarget target) => new()
    {
        ReplyOctets = target.ReplySize.Octets,
        RowsInReply = Limit(target.ReplySize.Repetitions),
        MostRepetitions = Limit(Math.Min(target.Repetitions.Most, target.Trust.MostRepetitions)),
        RequestsAtOnce = target.MostInFlight,
        MostRequestsAtOnce = Math.Min(Math.Min(target.Window.Ceiling, target.Pace.MostInFlight), target.Series.Target.Limits.InFlight ?? int.MaxValue),
        ColumnByColumn = target.Trust.IsSwitchedBack,
        RoundTripSeconds = target.Pace.IsKnown ? target.Pace.RoundTrip / 1000 : null,
        GapSeconds = target.Series.Target.Limits.Gap.TotalSeconds,
    };

    private static int? Limit(int limit) => limit == int.MaxValue ? null : limit;

    private static ScheduledModuleExplanation Explain(ModulePoll module, PollTrace trace, SnmpModuleOptions options)
    {
        var (plan, words) = (module.State.Plan, new ObjectWords(module.State.Plan, options));
        var requests = trace.Requests.Where(request => ReferenceEquals(request.Step.Module, module)).ToList();
        return new ScheduledModuleExplanation
        {
            Name = plan.Name,
            IsComplete = module.Target.Series.IsComplete(module.Index) == true,
            IsPacked = requests.Exists(request => request.Step is ColumnsWalk),
            ObjectsRead = module.ObjectsRead,
            ObjectsCarried = module.ObjectsCarried,
            WhySlowRead = WhySlowRead(module),
            Objects = [.. plan.Objects.Objects.Select(mapped => new PacedObject(mapped.Name.ToString(), words.NameOf(mapped), PaceOf(plan, mapped), module.Read?.Contains(mapped) != false))],
            Requests = [.. requests.Select(request => Explain(request, words))],
        };
    }

    private static double? PaceOf(ModulePlan plan, MappedObject mapped) =>
        Array.Find(plan.Paces?.Groups ?? [], group => group.Objects.Contains(mapped)) is { } paced ? paced.PaceMs / 1000.0 : null;

    private static string? WhySlowRead(ModulePoll module)
    {
        if (module.State.Plan.Paces is not { } paces || module.Read is not { } read || !read.Overlaps(paces.Slow)) return null;
        return module.WhySlowRead switch
        {
            SlowReadReason.Pace => "their time had come",
            SlowReadReason.Unguarded => "the device does not answer sysUpTime, so nothing would say that it started anew",
            SlowReadReason.Restart => "the device started anew, or less than five minutes ago",
            SlowReadReason.Change => "a table of the device changed a moment ago",
            SlowReadReason.Rows => "rows came, went or were called otherwise a moment ago",
            null => WhyAlways(module, paces),
            _ => "it is not certain yet that nothing changes",
        };
    }

    private static string WhyAlways(ModulePoll module, PacePlan paces)
    {
        if (module.State.CountSlowInstances(paces) < paces.FewestInstances) return $"the device has fewer than {paces.FewestInstances} instances at a slower pace";
        var missing = paces.Guards.Where((_, guard) => guard > 0 && !module.Guards!.IsBelieved(guard)).Select(guard => guard.Name);
        return $"the device does not answer {string.Join(" and ", missing)}, or does not keep to it";
    }

    private static ScheduledRequest Explain(RequestTrace request, ObjectWords words) => new()
    {
        Kind = KindOf(request.Step),
        Request = StepWords.RequestWord(request.Type),
        Names = request.Names.Length,
        Of = request.Step is SubtreeWalk walk ? [walk.Plan.Root.ToString()] : [.. request.Names.Select(name => words.NameOf(name)).Distinct(StringComparer.Ordinal)],
        After = request.Step is ColumnsWalk or SubtreeWalk ? words.IndexOf(request.Names[0]) : null,
        MaxRepetitions = request.Type == PduType.GetBulk ? request.Repetitions : null,
        IsRetry = request.IsRetry,
        Varbinds = request.IsAnswered ? request.Varbinds : null,
        Octets = request.IsAnswered ? request.Octets : null,
        RoundTripSeconds = double.IsNaN(request.RoundTrip) ? null : request.RoundTrip / 1000,
        Error = request.ErrorStatus == 0 ? null : StepWords.ErrorName(request.ErrorStatus),
    };

    private static string KindOf(ModuleStep step) => step switch
    {
        ColumnsWalk => "columns",
        GuardGets => "guards",
        RowChecks => "checks",
        FilterWalk => "filter",
        SubtreeWalk => "walk",
        _ => "get",
    };
}
