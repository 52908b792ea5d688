using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Store.Streams;

/// <summary>How a target that streams to us goes: its connection, its subscriptions, and counters from the moment it was loaded.</summary>
/// <remarks>
/// What happens often is in <see cref="SubscriptionHistory"/>, each with one writer. What is here is rare, so any task of the target's session may
/// report it. Any thread reads.
/// </remarks>
public sealed class StreamHistory
{
    private readonly SubscriptionHistory[] _subscriptions;
    private readonly Lock _reporting = new();
    private readonly OwnedCounter[] _attempts = new OwnedCounter[Enum.GetValues<ConnectReason>().Length];
    private readonly Published<DisconnectCount[]> _disconnects = new([]);
    private readonly Published<string> _address = new("");
    private readonly Published<StreamError?> _lastError = new(null);
    private OwnedCounter _connection;
    private OwnedCounter _hasOutcome;
    private OwnedCounter _certificateExpiry;
    private OwnedCounter _retryUnixMs;

    /// <param name="subscriptions">Their names, in the order of <see cref="TargetSeries.ModuleNames"/>.</param>
    public StreamHistory(IReadOnlyList<string> subscriptions) => _subscriptions = [.. subscriptions.Select(name => new SubscriptionHistory(name))];

    public IReadOnlyList<SubscriptionHistory> Subscriptions => _subscriptions;

    /// <summary>What the target does: what its best subscription does, or its connection as long as there is none.</summary>
    public StreamState State
    {
        get
        {
            var (state, rank) = ((StreamState)_connection.Value, 0);
            foreach (var subscription in _subscriptions)
            {
                var own = subscription.State;
                if (Rank(own) > rank) (state, rank) = (own, Rank(own));
            }

            return state;
        }
    }

    /// <summary>Whether there is a live session that had a valid, authenticated message; null before the first outcome.</summary>
    public bool? IsUp
    {
        get
        {
            foreach (var subscription in _subscriptions)
            {
                if (subscription.IsLive) return true;
            }

            return _hasOutcome.Value != 0 ? false : null;
        }
    }

    /// <summary>Whether all subscriptions have their first state.</summary>
    public bool IsSynced => _subscriptions.Length > 0 && Array.TrueForAll(_subscriptions, static subscription => subscription.IsSynced);

    /// <summary>When the last message of any subscription came, in nanoseconds since the Unix epoch; zero before the first.</summary>
    public long LastMessageUnixNs
    {
        get
        {
            var last = 0L;
            foreach (var subscription in _subscriptions) last = Math.Max(last, subscription.LastMessageUnixNs);
            return last;
        }
    }

    /// <summary>The address that was dialled last, as written.</summary>
    public string Address => _address.Value;

    /// <summary>The last thing that went wrong; null as long as nothing has.</summary>
    public StreamError? LastError => _lastError.Value;

    /// <summary>Each way that calls and attempts have ended in, in the order of their first time.</summary>
    public IReadOnlyList<DisconnectCount> Disconnects => _disconnects.Value;

    /// <summary>When the device's certificate ends, in seconds since the Unix epoch; zero without TLS or before the first handshake.</summary>
    public long CertificateExpiryUnixSeconds => _certificateExpiry.Value;

    /// <summary>When the attempt comes that was arranged last, in Unix milliseconds; zero as long as nothing has failed.</summary>
    public long RetryUnixMs => _retryUnixMs.Value;

    /// <summary>Connections dialled for one reason.</summary>
    public long Attempts(ConnectReason reason) => _attempts[(int)reason].Value;

    /// <summary>What the connection does, shown as long as no subscription does more.</summary>
    public void Enter(StreamState state)
    {
        lock (_reporting) _connection.Set((long)state);
    }

    public void CountAttempt(ConnectReason reason, string address)
    {
        lock (_reporting)
        {
            _attempts[(int)reason].Increment();
            _address.Publish(address);
        }
    }

    /// <summary>An attempt failed, or a call ended. From then on there is an outcome.</summary>
    public void CountDisconnect(string grpcCode, DisconnectReason reason)
    {
        lock (_reporting)
        {
            var counts = _disconnects.Value;
            var at = Array.FindIndex(counts, count => count.Reason == reason && count.GrpcCode == grpcCode);
            _disconnects.Publish(at < 0
                ? [.. counts, new DisconnectCount(grpcCode, reason, 1)]
                : [.. counts[..at], counts[at] with { Count = counts[at].Count + 1 }, .. counts[(at + 1)..]]);
            _hasOutcome.Set(1);
        }
    }

    /// <summary>What to show of a failure. The text comes from devices: it is bounded and has no control characters.</summary>
    public void Failed(StreamError error)
    {
        lock (_reporting)
        {
            _lastError.Publish(error);
            _hasOutcome.Set(1);
        }
    }

    /// <summary>The next attempt, after one that failed or a call that ended.</summary>
    public void RetriesAt(long unixMs)
    {
        lock (_reporting) _retryUnixMs.Set(unixMs);
    }

    public void HasCertificateUntil(DateTimeOffset end)
    {
        lock (_reporting) _certificateExpiry.Set(end.ToUnixTimeSeconds());
    }

    // What says more about whether data comes is shown: one subscription that works outweighs one that the device does not know.
    private static int Rank(StreamState state) => state switch
    {
        StreamState.Streaming => 5,
        StreamState.Syncing => 4,
        StreamState.Subscribed => 3,
        StreamState.Finished => 2,
        StreamState.BackingOff => 1,
        _ => 0,
    };
}
