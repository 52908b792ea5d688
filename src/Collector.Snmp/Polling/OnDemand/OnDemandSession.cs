using Collector.Pipeline.Store;
using Collector.Snmp.Mapping;
using Collector.Snmp.Polling.Filters;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>What is remembered of one target and its modules from one walk to the next: rows, lookups and label blocks, so that a repeated walk only compares.</summary>
/// <remarks>One walk at a time. Between <see cref="Begin"/> and the end of the walk the lane's thread only.</remarks>
internal sealed class OnDemandSession(OnDemandPolls polls, LaneTarget target)
{
    private OnDemandWalk? _walk;

    public LaneTarget Target { get; } = target;

    /// <summary>When it was last put away, by the clock of whoever keeps it.</summary>
    public long PutAwayAt { get; set; }

    /// <summary>Rows it remembers, when it was last put away.</summary>
    public int Rows { get; set; }

    /// <summary>Begins a walk, as soon as nobody else polls the endpoint.</summary>
    public void Begin(OnDemandWalk walk)
    {
        _walk = walk;
        Target.Lane.Turns.BeginOnDemand(Target);
    }

    /// <summary>Ends a walk that nobody waits for any longer. Too late is no harm.</summary>
    public void GiveUp(OnDemandWalk walk)
    {
        if (!ReferenceEquals(_walk, walk)) return;
        if (!Target.Lane.Turns.TryWithdraw(Target))
        {
            Target.Poll.Abort(WalkEnd.Deadline);
            return;
        }

        _walk = null;
        polls.OnFinished(walk, Unbegun());
    }

    /// <summary>The walk is over: takes its snapshots out of the target and hands them on.</summary>
    public void OnFinished()
    {
        if (_walk is not { } walk) return;
        _walk = null;
        var modules = new ModuleReading[Target.Modules.Length];
        var rows = 0;
        for (var i = 0; i < modules.Length; i++)
        {
            modules[i] = Read(Target.Modules[i]);
            foreach (var table in Target.Modules[i].State.Tables) rows += table.Rows.Count;
        }

        Rows = rows;
        polls.OnFinished(walk, modules);
    }

    /// <summary>What a walk that did not begin comes to.</summary>
    public ModuleReading[] Unbegun() => [.. Target.Modules.Select(module => new ModuleReading(
        module.State.Plan.Name, null, new ModuleFailure(module.State.Plan.Gets.Count > 0, WalkEnd.Deadline, 0, 0, null)))];

    private ModuleReading Read(ModulePoll module)
    {
        var snapshot = Target.Series.Publish(module.Index, null, isComplete: true);
        var (failure, truncated) = (default(ModuleFailure), WalkEnd.Complete);
        var problem = Target.Series.History.TryGetLast(out var poll) ? poll.Problem : AccessProblem.None;
        foreach (var step in module.Steps)
        {
            var isGet = step is InstanceGets;
            if (step.End == WalkEnd.Complete || step is FilterWalk) continue; // a filter that fails has no effect
            if (Fails(step.End, isGet)) failure ??= new ModuleFailure(isGet, step.End, step.AgentError, Target.Timeouts.RetriesOf(module.State.Plan), Target.Poll.Unreachable) { Problem = problem, Disorder = step.Disorder };
            else if (truncated == WalkEnd.Complete) truncated = step.End;
        }

        return new ModuleReading(module.State.Plan.Name, snapshot, failure)
        {
            Requests = module.Requests,
            Retries = module.Retries,
            Varbinds = module.Varbinds,
            Unfit = module.Unfit,
            WalkTime = TimeSpan.FromMilliseconds(module.WalkMs),
            ScrapeTime = TimeSpan.FromMilliseconds(module.WalkMs + module.MapMs),
            Duplicate = snapshot is null ? null : DuplicateIn(module.State),
            Truncated = truncated,
        };
    }

    /// <summary>snmp_exporter takes an error-status or an empty reply within a walk for its end; of a GET it is a failure.</summary>
    private static bool Fails(WalkEnd end, bool isGet) => end switch
    {
        WalkEnd.EmptyReply => false,
        WalkEnd.AgentError or WalkEnd.TooBig => isGet,
        _ => true,
    };

    private static string? DuplicateIn(ModuleState module)
    {
        foreach (var table in module.Tables)
        {
            if (table.Duplicates.HiddenColumn is >= 0 and var column && table.Plan.Schema is { } schema) return schema.Columns[column].Family.Name;
        }

        return null;
    }
}
