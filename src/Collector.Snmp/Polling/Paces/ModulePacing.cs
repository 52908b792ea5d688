using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Paces;
using Collector.Snmp.Mapping.Plans;

namespace Collector.Snmp.Polling.Paces;

/// <summary>Decides what each poll of one module of one target reads: what every poll reads, what has a slower pace and is due, and all of it when there is a sign of a change.</summary>
/// <remarks>
/// <para>The target's lane only. Decision 0009 has the why of each rule.</para>
/// <para>
/// A poll has up to three phases: what is due; the guards; and if those or the rows have changed, what was not read. Names are carried over only between polls
/// whose guards say the same, so a value cannot come under a name that its row had before a change.
/// </para>
/// </remarks>
internal sealed class ModulePacing
{
    private const int MostCalm = 16;

    private readonly PacePlan _plan;
    private readonly ulong _phase;
    private readonly long[] _readAt; // by group: the point of its pace at which it was last read
    private PollPhase _at;
    private SlowReadReason _cause = SlowReadReason.First;
    private int _calm;
    private int _calmNeeded = 1;
    private bool _isWorthIt = true;
    private bool _isStale;
    private long _nowMs;

    /// <param name="plan">The module's paces.</param>
    /// <param name="objects">How many objects the module has.</param>
    /// <param name="phase">Differs from target to target, so that a fleet does not read its names at once.</param>
    public ModulePacing(PacePlan plan, int objects, ulong phase)
    {
        (_plan, _phase) = (plan, phase);
        _readAt = new long[plan.Groups.Length];
        Guards = new GuardValues(plan.Guards.Length);
        Read = new ObjectSet(objects);
    }

    public GuardValues Guards { get; }

    /// <summary>What this poll has read so far.</summary>
    public ObjectSet Read { get; }

    /// <summary>This poll leaves slow objects out, so it is certain that the guards are asked for.</summary>
    public bool IsPaced { get; private set; }

    /// <summary>The device did not say that what was carried over still holds.</summary>
    public bool IsUnconfirmed { get; private set; }

    /// <summary>Begins a poll: says what it reads first.</summary>
    /// <param name="due">Filled.</param>
    /// <param name="isKnown">Whether the poll before left something to carry over.</param>
    /// <param name="nowMs">The lane's Unix milliseconds.</param>
    /// <returns>Why slow objects are read, if they are.</returns>
    public SlowReadReason? Begin(ObjectSet due, bool isKnown, long nowMs)
    {
        (_at, _nowMs, IsUnconfirmed) = (PollPhase.Values, nowMs, false);
        Guards.BeginPoll();
        Read.Clear();
        if (!isKnown) (_calm, _cause) = (0, SlowReadReason.First);
        IsPaced = _calm >= _calmNeeded;
        if (IsPaced) return BeginPaced(due);
        due.Fill();
        return _isWorthIt ? _cause : null;
    }

    /// <summary>What was due has been read: goes on with the guards, and with what they say has to be read as well.</summary>
    /// <param name="state">What was read.</param>
    /// <param name="due">What was due; filled with what is due next.</param>
    /// <param name="isComplete">Whether all was read to its end.</param>
    /// <param name="mayAsk">Whether the poll may go on.</param>
    /// <param name="reason">Why slow objects are read now, if they are.</param>
    public PollPhase Next(ModuleState state, ObjectSet due, bool isComplete, bool mayAsk, out SlowReadReason? reason)
    {
        reason = null;
        if (_at != PollPhase.Guards) Read.UnionWith(due);
        if (mayAsk && _at == PollPhase.Values && (NeedsGuards(state) || IsPaced)) return _at = PollPhase.Guards;
        if (mayAsk && _at == PollPhase.Guards && isComplete && !Read.IsFull) return _at = AfterGuards(state, due, out reason);
        return PollPhase.Done;
    }

    /// <summary>The poll is over, but for being published: takes stock for the next one.</summary>
    /// <param name="state">What was read.</param>
    /// <param name="hasReply">Whether there was any.</param>
    /// <param name="isComplete">Whether all was read to its end.</param>
    public void End(ModuleState state, bool hasReply, bool isComplete)
    {
        var verdict = Guards.Judge(_nowMs);
        _isStale |= verdict is GuardVerdict.Restarted or GuardVerdict.Changed;
        IsUnconfirmed = (_isStale && !isComplete) || (!Read.IsFull && verdict is not (GuardVerdict.Unchanged or GuardVerdict.Starting));
        if (hasReply) Settle(state, verdict, isComplete);
        else (_calm, _cause) = (0, SlowReadReason.First);
        if (!isComplete) return;
        _isStale &= !Read.IsFull;
        NoteWhatWasRead();
        Guards.Keep(_nowMs);
    }

    /// <summary>After publishing: rows that were withheld have lost what was carried over for them.</summary>
    public void EndWithheld(int rows)
    {
        if (rows > 0 && _calm > 0) (_calm, _cause) = (0, SlowReadReason.Rows);
    }

    /// <summary>A device without sysUpTime is asked again for it each time that its names would be due, and one that has little to save not at all.</summary>
    private bool NeedsGuards(ModuleState state)
    {
        if (!Read.IsFull) return true;
        _isWorthIt = state.CountSlowInstances(_plan) >= _plan.FewestInstances;
        return _isWorthIt && (_cause != SlowReadReason.Unguarded || IsDue(_plan.Groups.Length - 1));
    }

    private SlowReadReason? BeginPaced(ObjectSet due)
    {
        due.Clear();
        due.UnionWith(_plan.Fast);
        for (var guard = 1; guard < _plan.Guards.Length; guard++)
        {
            if (!Guards.IsBelieved(guard)) due.UnionWith(_plan.NeedOf(guard));
        }

        SlowReadReason? reason = null;
        for (var group = 0; group < _plan.Groups.Length; group++)
        {
            if (!IsDue(group)) continue;
            due.UnionWith(_plan.Groups[group].Objects);
            reason = SlowReadReason.Pace;
        }

        return reason;
    }

    private PollPhase AfterGuards(ModuleState state, ObjectSet due, out SlowReadReason? reason)
    {
        reason = null;
        var verdict = Guards.Judge(_nowMs);
        if (verdict is GuardVerdict.Restarted or GuardVerdict.Changed or GuardVerdict.Unknown)
        {
            // Values that were read before the change may be another row's, so they are read again with the names.
            reason = verdict switch
            {
                GuardVerdict.Restarted => SlowReadReason.Restart,
                GuardVerdict.Changed => SlowReadReason.Change,
                _ => SlowReadReason.Unguarded,
            };
            due.Fill();
            Read.Clear();
            return PollPhase.Everything;
        }

        if (!state.HaveRowsChanged(_plan, Read)) return PollPhase.Done;
        reason = SlowReadReason.Rows;
        due.BecomeOthersThan(Read);
        return PollPhase.Rest;
    }

    private void Settle(ModuleState state, GuardVerdict verdict, bool isComplete)
    {
        if (!Guards.AreRead && isComplete) return; // nobody asked
        if (isComplete && _calm > 0 && verdict == GuardVerdict.Unchanged) DisbelieveThoseThatStoodStill(state);
        if (Cause(state, verdict, isComplete) is not { } cause)
        {
            (_calm, _cause) = (_calm + 1, SlowReadReason.Unsettled);
            return;
        }

        // A device whose rows come and go all the time is read whole, as without paces: each time it has to be quiet for longer.
        if (_calm >= _calmNeeded && isComplete) _calmNeeded = Math.Min(MostCalm, 2 * _calmNeeded);
        (_calm, _cause) = (0, cause);
    }

    /// <summary>The sign of a change in this poll, or what else keeps the next one from carrying anything over; null when there is nothing.</summary>
    private SlowReadReason? Cause(ModuleState state, GuardVerdict verdict, bool isComplete) => verdict switch
    {
        GuardVerdict.Restarted or GuardVerdict.Starting => SlowReadReason.Restart,
        GuardVerdict.Changed => SlowReadReason.Change,
        _ when !isComplete => SlowReadReason.Incomplete,
        GuardVerdict.Unknown => SlowReadReason.Unguarded,
        GuardVerdict.First => SlowReadReason.Unsettled,
        _ => state.HaveRowsChanged(_plan, Read) ? SlowReadReason.Rows : null,
    };

    private void DisbelieveThoseThatStoodStill(ModuleState state)
    {
        for (var guard = 1; guard < _plan.Guards.Length; guard++)
        {
            if (state.HaveRowsComeOrGone(_plan, _plan.NeedOf(guard))) Guards.Disbelieve(guard);
        }
    }

    private void NoteWhatWasRead()
    {
        for (var group = 0; group < _readAt.Length; group++)
        {
            if (!IsDue(group) || !Read.Includes(_plan.Groups[group].Objects)) continue;
            _readAt[group] = PointOf(group);
            if (_calm > _calmNeeded) _calmNeeded = Math.Max(1, _calmNeeded / 2);
        }
    }

    private bool IsDue(int group) => _readAt[group] != PointOf(group);

    private long PointOf(int group)
    {
        var pace = _plan.Groups[group].PaceMs;
        return (_nowMs + (long)(_phase % (ulong)pace)) / pace;
    }
}

/// <summary>Where a poll of a module is.</summary>
internal enum PollPhase : byte
{
    /// <summary>Reads what is due.</summary>
    Values,

    /// <summary>Asks for the guards.</summary>
    Guards,

    /// <summary>Reads what was not read, because rows have changed.</summary>
    Rest,

    /// <summary>Reads everything, from the beginning, because the device has changed.</summary>
    Everything,

    /// <summary>It is over.</summary>
    Done,
}
