using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Store.Streams;

/// <summary>How one subscription of one target goes, and what it brought since the target was loaded.</summary>
/// <remarks>
/// <para>One writer at a time: the task that reads the subscription's call. Any thread reads.</para>
/// <para>
/// The session writes the state, the first message of a call, responses and sync. The mapping, which the same task calls, counts what is in the
/// responses: <see cref="CountNotification"/> and everything below it.
/// </para>
/// </remarks>
public sealed class SubscriptionHistory(string name)
{
    private readonly OwnedCounter[] _decodeErrors = new OwnedCounter[Enum.GetValues<DecodeErrorKind>().Length];
    private readonly OwnedCounter[] _unsupported = new OwnedCounter[Enum.GetValues<UnsupportedValueKind>().Length];
    private readonly OwnedCounter[] _timestamps = new OwnedCounter[Enum.GetValues<TimestampProblem>().Length];
    private readonly OwnedCounter[] _listEntries = new OwnedCounter[Enum.GetValues<ListEntryProblem>().Length];
    private OwnedCounter _state;
    private OwnedCounter _live;
    private OwnedCounter _synced;
    private OwnedCounter _syncOverdue;
    private OwnedCounter _lastMessage;
    private OwnedCounter _failedCalls;
    private OwnedCounter _responses;
    private OwnedCounter _notifications;
    private OwnedCounter _updates;
    private OwnedCounter _deletes;
    private OwnedCounter _coalesced;
    private OwnedCounter _typeChanges;
    private OwnedCounter _series;
    private OwnedCounter _limitHits;

    /// <summary>As configured.</summary>
    public string Name => name;

    public StreamState State => (StreamState)_state.Value;

    /// <summary>The call is open, and the device has shown that it lets us in.</summary>
    public bool IsLive => _live.Value != 0;

    /// <summary>The device has said that everything there was when the call began has been sent.</summary>
    public bool IsSynced => _synced.Value != 0;

    /// <summary>The device has not said so for longer than it usually takes. Its data is shown all the same.</summary>
    public bool IsSyncOverdue => _syncOverdue.Value != 0;

    /// <summary>When the last message came, whatever was in it, in nanoseconds since the Unix epoch; zero before the first.</summary>
    public long LastMessageUnixNs => _lastMessage.Value;

    /// <summary>Calls that ended with an error.</summary>
    public long FailedCalls => _failedCalls.Value;

    public long Responses => _responses.Value;

    public long Notifications => _notifications.Value;

    public long Updates => _updates.Value;

    public long Deletes => _deletes.Value;

    /// <summary>Values that the device left out because they were replaced before it could send them: its <c>duplicates</c>.</summary>
    public long Coalesced => _coalesced.Value;

    /// <summary>Values whose type was not that of the value before.</summary>
    public long TypeChanges => _typeChanges.Value;

    /// <summary>Series that the subscription has now.</summary>
    public long Series => _series.Value;

    /// <summary>Series that were not made because the subscription has as many as it may.</summary>
    public long SeriesLimitHits => _limitHits.Value;

    public DelayHistogram IngestDelay { get; } = new();

    public long DecodeErrors(DecodeErrorKind kind) => _decodeErrors[(int)kind].Value;

    public long UnsupportedValues(UnsupportedValueKind kind) => _unsupported[(int)kind].Value;

    public long TimestampProblems(TimestampProblem problem) => _timestamps[(int)problem].Value;

    public long ListEntryProblems(ListEntryProblem problem) => _listEntries[(int)problem].Value;

    /// <summary>The session: what it does now. A call that is not open is neither live nor synced, and a new one is not synced.</summary>
    public void Enter(StreamState state)
    {
        _state.Set((long)state);
        if (state is StreamState.Syncing or StreamState.Streaming or StreamState.Finished) return;
        _synced.Set(0);
        _syncOverdue.Set(0);
        if (state != StreamState.Subscribed) _live.Set(0); // a device that renews its connections need not prove itself each time
    }

    /// <summary>The session: the device lets us in.</summary>
    public void CountsAsLive() => _live.Set(1);

    /// <summary>The session: a valid message came, of whatever kind.</summary>
    public void CountResponse(long nowUnixNs)
    {
        _lastMessage.Set(nowUnixNs);
        _responses.Increment();
        _live.Set(1);
    }

    /// <summary>The session: the first state is complete.</summary>
    public void Synced()
    {
        _synced.Set(1);
        _syncOverdue.Set(0);
    }

    /// <summary>The session: no sync response for too long.</summary>
    public void MissesSync() => _syncOverdue.Set(1);

    /// <summary>The session: a call ended with an error.</summary>
    public void CountFailedCall() => _failedCalls.Increment();

    /// <summary>The mapping: a notification, with as many updates and deletes as it had and the sum of its updates' <c>duplicates</c>.</summary>
    public void CountNotification(int updates, int deletes, long duplicates)
    {
        _notifications.Increment();
        _updates.Add(updates);
        if (deletes != 0) _deletes.Add(deletes);
        if (duplicates != 0) _coalesced.Add(duplicates);
    }

    /// <summary>The mapping: something that could not be read and was not applied.</summary>
    public void CountDecodeError(DecodeErrorKind kind) => _decodeErrors[(int)kind].Increment();

    /// <summary>The mapping: a value that was read and is not shown.</summary>
    public void CountUnsupportedValue(UnsupportedValueKind kind) => _unsupported[(int)kind].Increment();

    /// <summary>The mapping: a notification whose time cannot be believed.</summary>
    public void CountTimestampProblem(TimestampProblem problem) => _timestamps[(int)problem].Increment();

    /// <summary>The mapping: an entry of a list in JSON whose keys are not known.</summary>
    public void CountListEntryProblem(ListEntryProblem problem) => _listEntries[(int)problem].Increment();

    /// <summary>The mapping.</summary>
    public void CountTypeChange() => _typeChanges.Increment();

    /// <summary>The mapping.</summary>
    public void CountSeriesLimitHit() => _limitHits.Increment();

    /// <summary>The mapping: how many series there are now.</summary>
    public void HasSeries(long count) => _series.Set(count);
}
