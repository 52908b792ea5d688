using Collector.Pipeline.Store;
using Collector.Snmp.Polling.Filters;
using Collector.Snmp.Polling.Packing;
using Collector.Snmp.Security;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling;

/// <summary>One poll of a target from its due time to its record: starts the modules' steps as the window allows, and judges the outcome.</summary>
/// <remarks>The lane's thread only. One for each target, used again and again: there are never two polls of a target at once.</remarks>
internal sealed class TargetPoll(LaneTarget target)
{
    private readonly Queue<ModuleStep> _ready = new();
    private double _begunAt;
    private double _shortest;
    private long _dueUnixMs;
    private long _begunUnixMs;
    private int _requests;
    private int _retries;
    private int _varbinds;
    private int _replies;
    private int _openModules;
    private RoomWait _wait;
    private bool _wasHeldUp;
    private bool _hadInvalid;
    private AccessProblem _problem;
    private ReplyFault _fault;
    private bool _beganSilent;
    private bool _isEnding;
    private WalkEnd _truncated;
    private UnreachableReason? _unreachable;

    /// <summary>Whether a poll is under way.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Whether it is not known if anybody is there: then one question is asked at a time, once, until there is a reply.</summary>
    public bool IsProbing { get; private set; }

    /// <summary>By the wall clock.</summary>
    public long StartedUnixMs { get; private set; }

    /// <summary>Milliseconds since the poll began, those in which the process stood still included.</summary>
    public uint AgeMs => (uint)Math.Max(0, target.Lane.Clock.UnixMs - _begunUnixMs);

    /// <summary>Where this poll's requests go.</summary>
    public TransportEndpoint Endpoint { get; private set; }

    /// <summary>Milliseconds since the poll began, as exactly as a turn of the lane lets it be known.</summary>
    public double ElapsedMs => target.Lane.Clock.NowFine - _begunAt;

    /// <summary>What the network said of the endpoint; null when it said nothing.</summary>
    public UnreachableReason? Unreachable => _unreachable;

    /// <summary>Requests under way.</summary>
    public int InFlight { get; set; }

    private static bool IsRefusal(UnreachableReason reason) => reason == UnreachableReason.Refused;

    /// <summary>Begins a poll. May end it at once, when there is nobody to ask.</summary>
    public void Begin(long dueUnixMs, bool wasHeldUp = false)
    {
        Clear(dueUnixMs);
        _wasHeldUp = wasHeldUp;
        if (target.Address.Value?.Endpoint is not { } endpoint)
        {
            EndWithoutReply(PollOutcome.Unresolved);
            return;
        }

        Endpoint = endpoint;
        target.Pace.BeginPoll();
        target.Repetitions.BeginPoll(target.Lane.Clock.UnixMs);
        target.Security.BeginPoll(endpoint);
        foreach (var module in target.Modules) BeginModule(module);
        PutFirst();
        if (_openModules == 0) End();
        else Pump();
    }

    /// <summary>A poll that asks nobody: the target is silent and its back-off goes on.</summary>
    public void Pass(long dueUnixMs)
    {
        Clear(dueUnixMs);
        EndWithoutReply(PollOutcome.Silent);
    }

    /// <summary>A valid reply arrived for a step; `roundTrip` in milliseconds, NaN when it cannot be told.</summary>
    public void OnAnswered(ModuleStep step, double roundTrip, bool wasAlone)
    {
        if (_replies++ == 0) target.Lane.AnsweredPolls++;
        IsProbing = false;
        step.Module.CountReply();
        target.Window.OnAnswered();
        target.Pace.OnAnswered(roundTrip, wasAlone, step is SubtreeWalk or ColumnsWalk);
        if (roundTrip < _shortest) _shortest = roundTrip;
        target.RoundTripSeen?.Invoke(roundTrip);
    }

    public void CountRequest(ModuleStep step, bool isRetry)
    {
        _requests++;
        step.Module.CountRequest(isRetry);
        if (!isRetry) return;
        _retries++;
        target.Window.OnLost();
    }

    /// <summary>A request is ready and the lane has no room for its reply.</summary>
    public void OnQueued() => _wait.Begin(target.Lane.Clock.NowFine);

    /// <summary>It waits no more: it is sent, or not wanted any longer.</summary>
    public void OnUnqueued() => _wait.End(target.Lane.Clock.NowFine);

    public void CountInvalid() => _hadInvalid = true;

    /// <summary>The agent said why it does not answer. Nobody vouches for it, so the poll goes on.</summary>
    public void OnReported(AccessProblem problem) => _problem = problem;

    /// <summary>Something came that could not be used. Kept in case nothing better comes.</summary>
    public void OnFault(ReplyFault fault) => _fault = fault;

    /// <summary>A step has its next request ready.</summary>
    public void GoOn(ModuleStep step)
    {
        if (InFlight < target.MostInFlight)
        {
            Start(step);
            Pump(); // the window may have grown
            return;
        }

        Enqueue(step);
        Unpark(step);
    }

    /// <summary>A step's next request waits for a place in the window.</summary>
    public void Enqueue(ModuleStep step)
    {
        step.State = StepState.InWindowQueue;
        _ready.Enqueue(step);
    }

    /// <summary>A step is over.</summary>
    public void Close(ModuleStep step, WalkEnd end)
    {
        step.State = StepState.Idle;
        if (end is WalkEnd.Timeout or WalkEnd.Malformed && _replies == 0 && !_isEnding)
        {
            // Nobody is there, or nobody who speaks sense. The other steps would only wait as long again, each with all its retries.
            _truncated = end;
            CloseAll(step, end);
            return;
        }

        if (end == WalkEnd.Timeout) IsProbing = true; // perhaps it died in the middle: what is left is asked once, until there is a reply
        CloseStep(step, end);
        if (!_isEnding) Pump();
    }

    /// <summary>The network says that nobody can be reached at this poll's endpoint.</summary>
    public void OnUnreachable(UnreachableReason reason)
    {
        _unreachable ??= reason;
        target.Trace?.OnUnreachable(reason);
        Abort(WalkEnd.Unreachable);
    }

    /// <summary>Ends the poll now; what was read so far is kept.</summary>
    public void Abort(WalkEnd end)
    {
        if (IsActive) CloseAll(null, end);
    }

    /// <summary>Forgets the poll under way, with what it read: nobody wants to know any more.</summary>
    public void Drop()
    {
        if (!IsActive) return;
        Leave();
        foreach (var module in target.Modules)
        {
            foreach (var step in module.Steps) Halt(step);
            module.Drop();
        }

        EndTurn();
    }

    private void Clear(long dueUnixMs)
    {
        var clock = target.Lane.Clock;
        (_begunAt, _begunUnixMs, StartedUnixMs, _dueUnixMs) = (clock.NowFine, clock.UnixMs, clock.WallMs, dueUnixMs);
        (_requests, _retries, _varbinds, _replies, _shortest) = (0, 0, 0, 0, double.MaxValue);
        (_wait, _wasHeldUp) = (default, false);
        (_hadInvalid, _isEnding, _truncated, _unreachable, _problem, _fault) = (false, false, WalkEnd.Complete, null, AccessProblem.None, ReplyFault.None);
        _beganSilent = IsProbing = target.Silence.IsSilent;
        IsActive = true;
        target.Lane.ActivePolls++;
        _openModules = target.Modules.Length;
        _ready.Clear();
        target.Held.Clear();
    }

    /// <summary>Some agents never answer for one table. If the first question was about that, another one is first in the next poll, or nothing would ever be known of them.</summary>
    private void PutFirst()
    {
        if (target.StepsPassedOver == 0 || _ready.Count == 0) return;
        for (var left = target.StepsPassedOver % _ready.Count; left > 0; left--) _ready.Enqueue(_ready.Dequeue());
    }

    private void Leave()
    {
        IsActive = false;
        target.Lane.ActivePolls--;
        if (_replies > 0) target.Lane.AnsweredPolls--;
    }

    private void EndTurn()
    {
        if (!target.IsOnce) target.Lane.Turns.EndScheduled(Endpoint);
    }

    private void BeginModule(ModulePoll module)
    {
        module.Begin();
        if (module.IsFinished)
        {
            module.CloseEmpty();
            _openModules--;
            return;
        }

        foreach (var step in module.Steps)
        {
            if (!step.IsDue) continue;
            step.State = StepState.InWindowQueue;
            if (!module.IsFiltering || step is FilterWalk) _ready.Enqueue(step);
        }
    }

    /// <summary>What waited for the module's filters.</summary>
    private void BeginFiltered(ModulePoll module)
    {
        foreach (var step in module.Steps)
        {
            if (step is FilterWalk || !step.IsDue) continue;
            step.Begin(); // with what the filters left
            _ready.Enqueue(step);
        }
    }

    private void BeginPhase(ModulePoll module)
    {
        module.HasBegunSteps = false;
        foreach (var step in module.Steps)
        {
            if (!step.IsDue) continue;
            step.State = StepState.InWindowQueue;
            _ready.Enqueue(step);
        }
    }

    private void Pump()
    {
        while (InFlight < target.MostInFlight && _ready.TryDequeue(out var step))
        {
            if (step.State == StepState.InWindowQueue) Start(step);
        }
    }

    private void Start(ModuleStep step)
    {
        switch (step.Prepare())
        {
            case StepReadiness.Ask:
                target.Lane.Exchanges.Begin(step);
                Unpark(step);
                break;
            case StepReadiness.Later:
                step.State = StepState.Parked;
                step.Module.Columns.Park(step);
                break;
            default:
                step.State = StepState.Idle;
                CloseStep(step, step.EndUnasked);
                break;
        }
    }

    /// <summary>What a step did or met may be what another one waits for.</summary>
    private void Unpark(ModuleStep step)
    {
        if (step is ColumnsWalk && step.Module.Columns.TryUnpark(out var parked)) Enqueue(parked);
    }

    private void CloseAll(ModuleStep? first, WalkEnd end)
    {
        _isEnding = true;
        if (first is not null) CloseStep(first, end);
        foreach (var module in target.Modules)
        {
            foreach (var step in module.Steps)
            {
                if (step.State == StepState.Idle) continue;
                Halt(step);
                CloseStep(step, end);
            }
        }
    }

    private void Halt(ModuleStep step)
    {
        target.Lane.Exchanges.Cancel(step);
        step.State = StepState.Idle;
    }

    private void CloseStep(ModuleStep step, WalkEnd end)
    {
        if (_truncated == WalkEnd.Complete) _truncated = end;
        step.End = end;
        target.Trace?.OnClosed(step, end);
        if (!_isEnding && step is FilterWalk && step.Module.TryApplyFilters(end)) BeginFiltered(step.Module);
        step.Module.Close(step, end, mayAsk: !_isEnding);
        if (!_isEnding) Unpark(step);
        if (step.Module.HasBegunSteps) BeginPhase(step.Module);
        if (!step.Module.IsFinished) return;
        _varbinds += step.Module.Varbinds;
        if (--_openModules == 0) End();
    }

    private void EndWithoutReply(PollOutcome outcome)
    {
        foreach (var module in target.Modules)
        {
            module.Begin();
            module.CloseUnasked();
        }

        Record(outcome);
    }

    private void End() => Record(Judge());

    private PollOutcome Judge()
    {
        if (_truncated == WalkEnd.Complete) return _replies > 0 ? PollOutcome.Answered : PollOutcome.Misconfigured; // nothing to ask for
        if (_replies > 0) return PollOutcome.Partial;
        if (_unreachable is { } reason) return IsRefusal(reason) ? PollOutcome.Refused : PollOutcome.Unreachable;
        if (_problem != AccessProblem.None) return PollOutcome.Denied;
        if (_hadInvalid) return PollOutcome.Invalid;
        return _beganSilent ? PollOutcome.Silent : PollOutcome.TimedOut;
    }

    private AccessProblem JudgeAccess()
    {
        if (_replies > 0) return AccessProblem.None;
        if (_problem == AccessProblem.None && target.Security.Prepare() == SecurityReadiness.DerivingKeys) return AccessProblem.DerivingKeys;
        return _problem;
    }

    private ModuleEnds EndsOfModules()
    {
        var ends = default(ModuleEnds);
        foreach (var module in target.Modules) ends = ends.With(module.Index, module.End);
        return ends;
    }

    private void Record(PollOutcome outcome)
    {
        Leave();
        var clock = target.Lane.Clock;
        var record = new PollRecord
        {
            StartedUnixMs = StartedUnixMs,
            Duration = TimeSpan.FromMilliseconds(clock.NowFine - _begunAt),
            Outcome = outcome,
            Truncated = _truncated,
            Modules = EndsOfModules(),
            Fault = _replies > 0 && _fault == ReplyFault.OnlyReports ? ReplyFault.None : _fault,
            Problem = outcome is PollOutcome.Denied or PollOutcome.TimedOut or PollOutcome.Silent ? JudgeAccess() : AccessProblem.None,
            Requests = _requests,
            Retries = _retries,
            Varbinds = _varbinds,
            RoundTrip = _replies > 0 && _shortest < double.MaxValue ? TimeSpan.FromMilliseconds(_shortest) : TimeSpan.Zero,
            Lateness = TimeSpan.FromMilliseconds(Math.Max(0, _begunUnixMs - _dueUnixMs)),
            Waited = TimeSpan.FromMilliseconds(_wait.TotalMs),
            WasHeldUp = _wasHeldUp,
        };
        if (outcome == PollOutcome.Answered) target.StepsPassedOver = 0;
        else if (_replies == 0 && _requests > 0) target.StepsPassedOver = (target.StepsPassedOver + 1) & 0xFFFF;
        target.Series.History.Add(record);
        if (!target.IsOnce) target.Lane.Tell(target.Series, record);
        EndTurn();
        target.OnPollFinished(record);
    }
}
