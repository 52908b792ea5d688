using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Scheduling;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Polling.Packing;
using Collector.Snmp.Polling.Tracing;
using Collector.Snmp.Messages;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling;

/// <summary>A target on its lane: when it is polled, with what, and how much it is asked at once.</summary>
/// <remarks>The lane's thread only, but for <see cref="Address"/>, which the resolver publishes.</remarks>
internal sealed class LaneTarget : ITimed
{
    private const int DueTimer = 0;
    private const int DeadlineTimer = 1;
    private const int LookUpPauseMs = 50;

    private readonly PollSchedule _schedule;
    private readonly Action<LaneTarget>? _finishedOnce;
    private TimerHandle _dueTimer;
    private TimerHandle _deadlineTimer;
    private long _dueUnixMs;
    private bool _isFirst = true;
    private bool _isHeldUp;
    private long _heldUpDueUnixMs;
    private readonly long _gapMs;
    private long _nextSending;
    private int _turn;
    private int _datagramsInTurn;

    /// <param name="lane">Where it lives.</param>
    /// <param name="series">Where its polls go.</param>
    /// <param name="modules">Its modules, compiled, in the target's order.</param>
    /// <param name="security">How to speak with it.</param>
    /// <param name="timeouts">Per packet, from the target or the defaults.</param>
    /// <param name="finishedOnce">For a target that is polled on demand: called when that poll is over.</param>
    /// <param name="learns">Whether one that is polled on demand is asked as it would be by schedule.</param>
    public LaneTarget(
        Lane lane, TargetSeries series, IEnumerable<ModulePlan> modules, MessageSecurity security, PacketTimeouts timeouts, Action<LaneTarget>? finishedOnce = null, bool learns = false)
    {
        IsReadWhole = finishedOnce is not null && !learns;
        Lane = lane;
        Series = series;
        Security = security;
        if (security.Version == SnmpVersion.V3) Security.BecameReady = () => Lane.Exchanges.Resume(this);
        Timeouts = timeouts;
        _finishedOnce = finishedOnce;
        _schedule = new PollSchedule(series.Target.Instance, series.Target.Interval);
        _gapMs = (long)Math.Ceiling(series.Target.Limits.Gap.TotalMilliseconds);
        Silence = new TargetSilence(series.Target.Limits.Backoff);
        ReplySize = new ReplySize(lane.MostReplyOctets);
        Poll = new TargetPoll(this);
        Modules = [.. modules.Select((plan, index) => new ModulePoll(this, index, plan))];
    }

    public Lane Lane { get; }

    public TargetSeries Series { get; }

    public MessageSecurity Security { get; }

    /// <summary>Steps whose requests cannot be sent before the security model is ready.</summary>
    public Queue<ModuleStep> Held { get; } = new();

    /// <summary>The step whose request asks for the agent's engine, if one does.</summary>
    public ModuleStep? Discoverer { get; set; }

    public PacketTimeouts Timeouts { get; }

    public TargetWindow Window { get; private set; } = new();

    /// <summary>How fast it answers.</summary>
    public TargetPace Pace { get; private set; } = new();

    /// <summary>How it is asked while it does not answer.</summary>
    public TargetSilence Silence { get; }

    /// <summary>The step whose request was sent again and has no reply yet: of one target a single one at a time, so that a loss never makes more load.</summary>
    public ModuleStep? Repeating { get; set; }

    /// <summary>Steps that polls leave for later because the first question had no reply when they were first; 0 again once all are answered.</summary>
    public int StepsPassedOver { get; set; }

    /// <summary>Requests that may be under way now: as many as success has earned, its pace allows and its owner permits.</summary>
    public int MostInFlight => Poll.IsProbing ? 1 : Math.Min(Math.Min(Window.Size, Pace.MostInFlight), Series.Target.Limits.InFlight ?? int.MaxValue);

    /// <summary>How much it may be asked to send in one reply.</summary>
    public ReplySize ReplySize { get; private set; }

    /// <summary>How many repetitions it may be asked for.</summary>
    public RepetitionLimit Repetitions { get; private set; } = new();

    /// <summary>Whether it may be asked for several columns at once.</summary>
    public BulkTrust Trust { get; private set; } = new();

    public TargetPoll Poll { get; }

    public ModulePoll[] Modules { get; }

    /// <summary>Whether it is polled on demand, and not scheduled.</summary>
    public bool IsOnce => _finishedOnce is not null;

    /// <summary>Whether each of its polls reads all of its modules, subtree after subtree, as if it were the first.</summary>
    public bool IsReadWhole { get; }

    /// <summary>Where to send; null until the first lookup of its name has ended.</summary>
    public Published<ResolvedAddress?> Address { get; } = new(null);

    /// <summary>Called when its first poll is over, whatever came of it.</summary>
    public Action<TargetSeries>? FirstPollFinished { get; set; }

    /// <summary>Takes down what happens, for a poll that somebody wants explained; null in all others.</summary>
    public PollTrace? Trace { get; set; }

    /// <summary>Set when it is taken out of the schedule, under the lock of <see cref="OnDemand.ScheduledEndpoints"/>.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Told the round trip of each reply, in milliseconds; only for targets that are polled on demand.</summary>
    public Action<double>? RoundTripSeen { get; init; }

    /// <summary>The longest reply so far, in octets: what the next one may need in the receive buffer.</summary>
    public int LongestReply { get; set; }

    /// <summary>Arranges the first poll, among <paramref name="companions"/> targets that came at the same time.</summary>
    public void Start(int companions)
    {
        if (IsOnce) Lane.Turns.BeginOnDemand(this);
        else ScheduleAt(_schedule.First(Lane.Clock.UnixMs, companions));
    }

    /// <summary>Begins with what is remembered of the same device, so that it is asked as that target is asked.</summary>
    public void LearnFrom(LaneTarget other)
    {
        (Window, Pace, ReplySize) = (other.Window.Copy(), other.Pace.Copy(), other.ReplySize.Copy());
        (Repetitions, Trust) = (other.Repetitions.Copy(), other.Trust.Copy());
    }

    /// <summary>Begins a poll on demand.</summary>
    public void BeginOnce() => BeginPoll(Lane.Clock.UnixMs);

    /// <summary>Begins the poll that had to wait for a walk on demand.</summary>
    public void BeginHeldUp()
    {
        _isHeldUp = false;
        BeginPoll(_heldUpDueUnixMs, wasHeldUp: true);
    }

    /// <summary>Ends it: no more polls; one under way is dropped.</summary>
    public void Stop()
    {
        Lane.Wheel.Cancel(_dueTimer);
        Lane.Wheel.Cancel(_deadlineTimer);
        Lane.Turns.Forget(this);
        Poll.Drop();
        Security.Close();
        if (Silence.IsSilent) Lane.SilentTargets--;
    }

    /// <inheritdoc/>
    public void OnTimer(int kind, long now)
    {
        if (kind == DeadlineTimer) Poll.Abort(WalkEnd.Deadline);
        else OnDue();
    }

    /// <summary>Takes the next moment at which something may be sent to it; says how many milliseconds away that is.</summary>
    public long TakeSending(long now)
    {
        if (_gapMs == 0) return 0;
        var at = Math.Max(now, _nextSending);
        _nextSending = at + _gapMs;
        return at - now;
    }

    /// <summary>Counts a datagram of this turn of the lane. False when the target has had its share: a flood must not keep the others waiting.</summary>
    public bool TryTakeTurn(int turn, int share)
    {
        if (turn != _turn) (_turn, _datagramsInTurn) = (turn, 0);
        return ++_datagramsInTurn <= share;
    }

    public void OnPollFinished(in PollRecord record)
    {
        Lane.Wheel.Cancel(_deadlineTimer);
        if (record.IsUp) Lane.TellAlive(Poll.Endpoint);
        if (IsOnce) Lane.Turns.EndOnDemand(this);
        else OnScheduledPoll(record);
        _finishedOnce?.Invoke(this);
        if (Series.History.Finished == 1) FirstPollFinished?.Invoke(Series);
    }

    private void OnScheduledPoll(in PollRecord record)
    {
        Lane.Metrics.Polled(record);
        var wasSilent = Silence.IsSilent;
        Silence.OnPolled(record);
        Series.History.Learn(Conduct());
        if (Silence.IsSilent == wasSilent) return;
        Lane.SilentTargets += wasSilent ? -1 : 1;
        if (!wasSilent) Pace.Forget(); // who comes back may be another device, or the same one over another path
    }

    private TargetConduct Conduct()
    {
        var (read, carried) = (0, 0);
        foreach (var module in Modules) (read, carried) = (read + module.ObjectsRead, carried + module.ObjectsCarried);
        return new TargetConduct
        {
            NextDueUnixMs = _dueUnixMs,
            NextQuestionUnixMs = _dueUnixMs + (Silence.PollsToPass * (long)Series.Target.Interval.TotalMilliseconds),
            RoundTripMs = (float)Pace.RoundTrip,
            ReplyOctets = ReplySize.Octets,
            ObjectsRead = read,
            ObjectsCarried = carried,
            MostInFlight = (ushort)Math.Clamp(MostInFlight, 1, ushort.MaxValue),
            IsReadByColumn = Trust.IsSwitchedBack,
        };
    }

    private void OnDue()
    {
        if (_isFirst && Address.Value is null)
        {
            // The name is still being looked up. A first poll now would say "down" for a whole interval.
            ScheduleAt(Lane.Clock.UnixMs + LookUpPauseMs);
            return;
        }

        var due = _dueUnixMs;
        ScheduleAt(_schedule.Following(Lane.Clock.UnixMs));
        var missed = _isFirst ? 0 : _schedule.PointsBetween(due, _dueUnixMs); // the process stood still
        Lane.Metrics.Due(1 + missed);
        if (Poll.IsActive || _isHeldUp) missed++;
        if (missed > 0)
        {
            Series.History.CountSkipped(missed);
            Lane.Metrics.Skipped(missed);
        }

        if (!Poll.IsActive && !_isHeldUp)
        {
            if (Silence.TryPass()) Poll.Pass(due);
            else BeginOrWait(due);
        }

        _isFirst = false;
    }

    private void BeginOrWait(long dueUnixMs)
    {
        if (Lane.Turns.MayBegin(this)) BeginPoll(dueUnixMs);
        else (_isHeldUp, _heldUpDueUnixMs) = (true, dueUnixMs);
    }

    /// <summary>A poll ends before the next one is due; only the first may take longer, because the second can be half an interval away.</summary>
    private void BeginPoll(long dueUnixMs, bool wasHeldUp = false)
    {
        var deadline = (long)Series.Target.Deadline.TotalMilliseconds;
        if (!_isFirst) deadline = Math.Min(deadline, _dueUnixMs - Lane.Clock.UnixMs - 1);
        _deadlineTimer = Lane.Wheel.Schedule(Lane.Clock.Now + deadline, this, DeadlineTimer);
        Poll.Begin(dueUnixMs, wasHeldUp);
    }

    private void ScheduleAt(long dueUnixMs)
    {
        _dueUnixMs = dueUnixMs;
        _dueTimer = Lane.Wheel.Schedule(Lane.Clock.Now + (dueUnixMs - Lane.Clock.UnixMs), this, DueTimer);
    }
}
