using Collector.Pipeline.Scheduling;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Polling.Filters;
using Collector.Snmp.Polling.Packing;
using Collector.Snmp.Polling.Paces;

namespace Collector.Snmp.Polling;

/// <summary>One module of one target while it is polled: its steps, and what came of them.</summary>
/// <remarks>The lane's thread only. Made once for each target and used in every poll.</remarks>
internal sealed class ModulePoll
{
    private readonly InstanceGets? _gets;
    private readonly FilteredRows? _filtered;
    private readonly ModulePacing? _pacing;
    private readonly GuardGets? _guards;
    private readonly SubtreeWalk[] _walks;
    private SlowReadReason? _slowRead;
    private int _openFilters;
    private int _open;
    private bool _isComplete;

    /// <param name="target">Whose module it is.</param>
    /// <param name="index">Its place in the target's list.</param>
    /// <param name="plan">The module.</param>
    public ModulePoll(LaneTarget target, int index, ModulePlan plan)
    {
        Target = target;
        Index = index;
        State = new ModuleState(plan, target.Series.Target.Labels);
        Due = new ObjectSet(plan.Objects.Objects.Count);
        var filters = plan.Filters.Select(filter => new FilterWalk(this, filter)).ToArray();
        if (plan.Gets.Count > 0 || filters.Length > 0) _gets = new InstanceGets(this, plan.Gets);
        _walks = [.. plan.Walks.Select((walk, place) => new SubtreeWalk(this, walk, plan.WalkedSets[place]))];
        Columns = new ModuleColumns(this);
        Steps = [.. filters, .. _gets is null ? (ModuleStep[])[] : [_gets], .. _walks];
        if (plan.Paces is { } paces && !target.IsReadWhole)
        {
            _pacing = new ModulePacing(paces, plan.Objects.Objects.Count, PollSchedule.StableHash(target.Series.Target.Instance));
            Steps = [.. Steps, _guards = new GuardGets(this, paces, _pacing.Guards)];
        }

        if (filters.Length > 0) _filtered = new FilteredRows(plan, filters);
    }

    public LaneTarget Target { get; }

    public int Index { get; }

    public ModuleState State { get; }

    /// <summary>All that it has ever read with; only those that are <see cref="ModuleStep.IsDue"/> take part in a poll.</summary>
    public ModuleStep[] Steps { get; private set; }

    /// <summary>How its columns are read side by side.</summary>
    public ModuleColumns Columns { get; }

    /// <summary>The objects that this poll reads, or the phase of it under way.</summary>
    public ObjectSet Due { get; }

    /// <summary>What of it is asked for with the guards, after all else; null when nothing is.</summary>
    public ObjectSet? AskedLater => _guards is { HasInstances: true } ? _gets!.Objects : null;

    /// <summary>Varbinds of this poll.</summary>
    public int Varbinds { get; private set; }

    /// <summary>Octets of this poll's varbinds.</summary>
    public long Octets { get; private set; }

    /// <summary>Valid replies of this poll.</summary>
    public int Replies { get; private set; }

    /// <summary>Requests of this poll, retries included.</summary>
    public int Requests { get; private set; }

    public int Retries { get; private set; }

    /// <summary>Values of this poll whose type has no place in their column.</summary>
    public int Unfit { get; private set; }

    /// <summary>From the poll's beginning to the end of the module's last step, in milliseconds.</summary>
    public double WalkMs { get; private set; }

    /// <summary>How long making the snapshot took, in milliseconds; only for targets that are polled on demand.</summary>
    public double MapMs { get; private set; }

    /// <summary>How this poll of the module ended: the first reason that it was cut short for; null when nobody was asked.</summary>
    public WalkEnd? End { get; private set; }

    /// <summary>Objects that the last poll read.</summary>
    public int ObjectsRead { get; private set; }

    /// <summary>Objects that it took over from the poll before.</summary>
    public int ObjectsCarried { get; private set; }

    /// <summary>The objects that this poll has read so far; null when every poll reads them all.</summary>
    public ObjectSet? Read => _pacing?.Read;

    /// <summary>What says that nothing has changed; null when every poll reads everything.</summary>
    public GuardValues? Guards => _pacing?.Guards;

    /// <summary>Why this poll read what has a slower pace; null when it did not, or when there is too little of it.</summary>
    public SlowReadReason? WhySlowRead { get; private set; }

    public bool IsFinished => _open == 0;

    /// <summary>A further phase was begun, whose steps have to be started.</summary>
    public bool HasBegunSteps { get; set; }

    /// <summary>Filters are being read; until then only they are.</summary>
    public bool IsFiltering => _openFilters > 0;

    public void Begin()
    {
        (Varbinds, Octets, Replies, _open, _isComplete) = (0, 0, 0, 0, true);
        (Requests, Retries, Unfit, WalkMs, End) = (0, 0, 0, 0, WalkEnd.Complete);
        _openFilters = State.Plan.Filters.Count;
        State.BeginPoll(Target.Lane.Pool);
        Due.Fill();
        WhySlowRead = _slowRead = _pacing?.Begin(Due, Target.Series.Module(Index) is not null, Target.Lane.Clock.UnixMs);
        if (_guards is not null) _guards.HasInstances = _gets is not null && _pacing!.IsPaced && _guards.CanHaveInstances && _gets.Claim(Due);
        BeginSteps();
        if (_open == 0) TryGoOn();
        HasBegunSteps = false; // who begins the poll begins them
    }

    /// <summary>Adds a step that the target has not had before.</summary>
    public void Add(ModuleStep step) => Steps = [.. Steps, step];

    /// <summary>A step takes part in the poll.</summary>
    public void Open(ModuleStep step)
    {
        (step.IsDue, step.End) = (true, WalkEnd.Complete);
        step.Begin();
        _open++;
    }

    public void CountVarbinds(int count, int octets, int unfit)
    {
        Varbinds += count;
        Octets += octets;
        Unfit += unfit;
    }

    public void CountRequest(bool isRetry)
    {
        Requests++;
        if (isRetry) Retries++;
    }

    public void CountReply() => Replies++;

    /// <summary>
    /// A filter is over; true when it was the last one. Then the other steps know what to ask for, and those that have nothing to ask are taken out.
    /// A filter that was cut short has no effect, so the module may be whole without it.
    /// </summary>
    public bool TryApplyFilters(WalkEnd end)
    {
        if (end != WalkEnd.Complete) Target.Lane.Metrics.FilterFailed();
        if (--_openFilters > 0) return false;
        _filtered!.Decide();
        _gets!.Use(_filtered.Names);
        if (_filtered.IsCut)
        {
            _isComplete = false;
            End = WalkEnd.Limit;
            CountCut(WalkEnd.Limit);
        }

        foreach (var step in Steps)
        {
            if (step.IsDue && (step is InstanceGets ? _filtered.Names.Length == 0 : step is not FilterWalk && _filtered.Replaces(((SubtreeWalk)step).Plan.Root))) Skip(step);
        }

        return true;
    }

    /// <summary>A step is over. When it was the last one, and there is nothing more to read, what the module found is published.</summary>
    /// <param name="step">Which.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="mayAsk">Whether the poll may go on.</param>
    public void Close(ModuleStep step, WalkEnd end, bool mayAsk)
    {
        if (end != WalkEnd.Complete)
        {
            if (step is ColumnsWalk chain) chain.Abandon(end);
            _isComplete &= step is FilterWalk or RowChecks;
            if (!_isComplete && End == WalkEnd.Complete) End = end;
            if (step is not RowChecks) CountCut(end);
        }

        if (--_open > 0 || (mayAsk && Columns.TryReadOn(_isComplete)) || TryGoOn(mayAsk)) return;
        WalkMs = Target.Poll.ElapsedMs;
        Publish();
        if (!Target.IsOnce) return;
        Target.Lane.Clock.Tick();
        MapMs = Target.Poll.ElapsedMs - WalkMs;
    }

    /// <summary>Gives the poll up; nothing is published.</summary>
    public void Drop()
    {
        Columns.Release();
        State.Abandon(Target.Lane.Pool);
    }

    /// <summary>Ends a module that has nothing to ask for.</summary>
    public void CloseEmpty() => Publish();

    /// <summary>Ends a module whose questions could be put to nobody.</summary>
    public void CloseUnasked()
    {
        (_isComplete, End) = (false, null);
        Publish();
    }

    private void Skip(ModuleStep step)
    {
        (step.State, step.IsDue) = (StepState.Idle, false);
        _open--;
    }

    /// <summary>Begins what is read after what was due; false when the poll has read all that it reads.</summary>
    private bool TryGoOn(bool mayAsk = true)
    {
        if (_pacing is null) return false;
        while (true)
        {
            var phase = _pacing.Next(State, Due, _isComplete, mayAsk, out var reason);
            CountSlowRead(reason);
            WhySlowRead = reason ?? WhySlowRead;
            if (phase == PollPhase.Done) return false;
            if (phase == PollPhase.Everything)
            {
                _guards!.HasInstances = false;
                State.Abandon(Target.Lane.Pool);
                State.BeginPoll(Target.Lane.Pool);
            }

            BeginSteps(phase);
            if (_open == 0) continue;
            HasBegunSteps = true;
            return true;
        }
    }

    private void BeginSteps(PollPhase phase = PollPhase.Values)
    {
        Columns.Begin(_walks, mayPack: phase != PollPhase.Guards);
        foreach (var step in Steps)
        {
            step.IsDue = false;
            if (IsToBegin(step, phase)) Open(step);
        }

        foreach (var chain in Columns.Chains) Open(chain);
    }

    private bool IsToBegin(ModuleStep step, PollPhase phase) => step switch
    {
        GuardGets => phase == PollPhase.Guards,
        InstanceGets when _guards is { HasInstances: true } && phase == PollPhase.Values => false,
        ColumnsWalk or RowChecks or SubtreeWalk { IsReplaced: true } => false,
        _ => phase != PollPhase.Guards && (Due.IsFull || step.Claim(Due)),
    };

    private void CountSlowRead(SlowReadReason? reason)
    {
        if (reason is { } why && !Target.IsOnce) Target.Lane.Metrics.SlowRead(why);
    }

    private void Publish()
    {
        var lane = Target.Lane;
        Columns.Release();
        ModuleSnapshot? snapshot = null;
        _pacing?.End(State, Replies > 0, _isComplete);
        if (Replies > 0)
        {
            CountSlowRead(_slowRead);
            snapshot = State.Finish(lane.Pool, lane.Labels, _isComplete, Carried());
            _pacing?.EndWithheld(State.WithheldRows);
            snapshot.StartedUnixMs = Target.Poll.StartedUnixMs;
            if (snapshot.DeviceUptimeMs < 0 && _pacing is { Guards.UpTimeMs: >= 0 and var upTime }) (snapshot.DeviceUptimeMs, snapshot.DeviceUptimeAfterMs) = (upTime, Target.Poll.AgeMs);
            lane.Metrics.SuppressedRows(State.SuppressedRows);
            lane.Metrics.WithheldRows(State.WithheldRows);
            Target.Window.OnRows(State.Rows);
        }
        else
        {
            State.Abandon(lane.Pool);
        }

        var previous = Target.Series.Publish(Index, snapshot, _isComplete);
        if (Target.IsOnce) return; // nobody's series: what was asked for on demand goes to who asked
        foreach (var observer in lane.Observers) observer.OnPublished(Target.Series, Index, snapshot, previous);
        if (previous is not null) lane.Pool.Retire(previous);
    }

    private CarriedObjects Carried()
    {
        var all = Due.Capacity;
        if (_pacing is null)
        {
            CountObjects(all, carried: 0);
            return CarriedObjects.None;
        }

        var read = _pacing.Read.Count;
        CountObjects(read, all - read);
        return new CarriedObjects(Target.Series.Module(Index), _pacing.Read) { AreLabelsUnconfirmed = _pacing.IsUnconfirmed };
    }

    private void CountCut(WalkEnd end)
    {
        Target.Series.History.CountTruncated(end);
        if (!Target.IsOnce) Target.Lane.Metrics.CutShort(end);
    }

    private void CountObjects(int read, int carried)
    {
        (ObjectsRead, ObjectsCarried) = (read, carried);
        Target.Lane.Metrics.Objects(read, carried);
    }
}
