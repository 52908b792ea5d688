using System.Threading.Channels;
using Collector.Pipeline.Store;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>Walks that somebody waits for: equal requests share one, a target has one at a time, and everything that waits is bounded.</summary>
/// <remarks>
/// <para>Any thread asks, lanes report. One short lock holds the books; walking, compiling and waiting happen outside of it.</para>
/// <para>Endpoints take turns: each stands in line once, however many walks it has waiting. Results go to who asked and nowhere else.</para>
/// </remarks>
public sealed class OnDemandPolls
{
    private readonly Lock _gate = new();
    private readonly Dictionary<WalkKey, OnDemandWalk> _walks = [];
    private readonly Dictionary<TransportEndpoint, EndpointQueue> _endpoints = [];
    private readonly Queue<EndpointQueue> _line = new();
    private readonly OnDemandOptions _options;
    private readonly TimeProvider _time;
    private readonly PollEngine _engine;
    private readonly SessionCache _sessions;
    private int _walking;
    private int _waiting;
    private bool _isOver;

    internal OnDemandPolls(OnDemandOptions options, PollEngine engine, OnDemandMetrics metrics, TimeProvider time)
    {
        (_options, _engine, Metrics, _time) = (options, engine, metrics, time);
        _sessions = new SessionCache(options, time);
        metrics.Observe(() => Read(() => _walking), () => Read(() => _waiting), () => Read(() => _sessions.Count));
    }

    internal OnDemandMetrics Metrics { get; }

    /// <summary>Walks a target now, or shares a walk of the same that is not over yet.</summary>
    /// <param name="request">What to ask whom.</param>
    /// <param name="patience">How long the caller waits. When it was the last who did, the walk ends, and the result says how far each module came.</param>
    /// <param name="readerGone">Nobody waits for the answer any more.</param>
    /// <exception cref="OperationCanceledException">The reader is gone, or the engine is being disposed of.</exception>
    public async ValueTask<OnDemandAnswer> PollAsync(OnDemandRequest request, TimeSpan patience, CancellationToken readerGone)
    {
        if (!TryJoin(request, out var walk, out var refusal))
        {
            Metrics.Refused(refusal);
            return new OnDemandAnswer(refusal);
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromTicks(Math.Clamp(patience.Ticks, 0, _options.LongestWalk.Ticks)), _time); // none may be left
        using var either = CancellationTokenSource.CreateLinkedTokenSource(readerGone, deadline.Token);
        try
        {
            return new OnDemandAnswer(await walk.Finished.WaitAsync(either.Token));
        }
        catch (OperationCanceledException) when (!walk.Finished.IsCanceled)
        {
            return new OnDemandAnswer(await LeaveAsync(walk, readerGone));
        }
    }

    /// <summary>Modules and auths are others now: what was remembered of their rows is of no use.</summary>
    internal void Forget()
    {
        lock (_gate) _sessions.Clear();
    }

    /// <summary>Ends everybody's waiting.</summary>
    internal void End()
    {
        OnDemandWalk[] walks;
        lock (_gate)
        {
            _isOver = true;
            walks = [.. _walks.Values];
            _walks.Clear();
        }

        foreach (var walk in walks) walk.Cancel();
    }

    /// <summary>A lane reports that a walk is over.</summary>
    internal void OnFinished(OnDemandWalk walk, ModuleReading[] modules)
    {
        Metrics.Walked(modules);
        List<OnDemandWalk> next = [];
        OnDemandResult result;
        lock (_gate)
        {
            result = Settle(walk, modules, walk.Session.Target.Lane.Pool);
            _walking--;
            if (!_isOver && ReferenceEquals(walk.Key.Plans, _engine.Plans)) _sessions.Put(walk.Key, walk.Session);
            var queue = _endpoints[walk.Key.Request.Endpoint];
            queue.IsWalking = false;
            StandInLine(queue);
            TakeNext(next);
        }

        if (walk.Waiters == 0) result.HandBack();
        walk.Complete(result);
        Begin(next);
    }

    private T Read<T>(Func<T> what)
    {
        lock (_gate) return what();
    }

    private bool TryJoin(OnDemandRequest request, out OnDemandWalk walk, out OnDemandRefusal refusal)
    {
        var key = new WalkKey(request, _engine.Plans);
        OnDemandSession? session;
        lock (_gate)
        {
            if (TryShare(key, out walk!)) return Accept(out refusal);
            if (IsFull(request.Endpoint, out refusal)) return false;
            session = _sessions.Take(key);
        }

        session ??= Make(key);
        refusal = OnDemandRefusal.Unknown;
        if (session is null) return false;
        List<OnDemandWalk> next = [];
        lock (_gate)
        {
            if (_isOver) throw new OperationCanceledException();
            if (TryShare(key, out walk!))
            {
                _sessions.Put(key, session); // somebody was faster
                return Accept(out refusal);
            }

            walk = new OnDemandWalk(key, session);
            Enqueue(walk);
            TakeNext(next);
        }

        Begin(next);
        return true;
    }

    private static bool Accept(out OnDemandRefusal refusal)
    {
        refusal = default;
        return true;
    }

    private bool TryShare(in WalkKey key, out OnDemandWalk? walk)
    {
        if (!_walks.TryGetValue(key, out walk)) return false;
        walk.Waiters++;
        Metrics.Shared();
        return true;
    }

    private bool IsFull(TransportEndpoint endpoint, out OnDemandRefusal refusal)
    {
        var isTargetFull = _endpoints.TryGetValue(endpoint, out var queue) && queue.Waiting.Count >= _options.MostWaitingAtTarget;
        refusal = isTargetFull ? OnDemandRefusal.TargetBusy : OnDemandRefusal.Busy;
        return isTargetFull || _waiting >= _options.MostWaiting;
    }

    private OnDemandSession? Make(WalkKey key)
    {
        OnDemandSession? session = null;
        var target = _engine.MakeOnDemand(key, _ => session!.OnFinished(), Metrics.Answered);
        return target is null ? null : session = new OnDemandSession(this, target);
    }

    private void Enqueue(OnDemandWalk walk)
    {
        var endpoint = walk.Key.Request.Endpoint;
        if (!_endpoints.TryGetValue(endpoint, out var queue)) _endpoints.Add(endpoint, queue = new EndpointQueue(endpoint));
        _walks.Add(walk.Key, walk);
        walk.Place = queue.Waiting.AddLast(walk);
        _waiting++;
        StandInLine(queue);
    }

    private void StandInLine(EndpointQueue queue)
    {
        if (queue.Waiting.Count > 0 && !queue.IsWalking && !queue.IsInLine)
        {
            queue.IsInLine = true;
            _line.Enqueue(queue);
        }
        else if (queue.IsEmpty)
        {
            _endpoints.Remove(queue.Endpoint);
        }
    }

    /// <summary>Takes from the line what may begin now.</summary>
    private void TakeNext(List<OnDemandWalk> next)
    {
        while (_walking < _options.MostWalks && _line.TryDequeue(out var queue))
        {
            queue.IsInLine = false;
            if (queue.Waiting.First is not { } first)
            {
                _endpoints.Remove(queue.Endpoint); // given up since
                continue;
            }

            TakeOut(first.Value);
            first.Value.IsUnderWay = true;
            queue.IsWalking = true;
            _walking++;
            next.Add(first.Value);
        }
    }

    private void TakeOut(OnDemandWalk walk)
    {
        walk.Place!.List!.Remove(walk.Place);
        walk.Place = null;
        _waiting--;
    }

    private static void Begin(List<OnDemandWalk> walks)
    {
        foreach (var walk in walks) Post(walk, () => walk.Session.Begin(walk));
    }

    private static async void Post(OnDemandWalk walk, Action work)
    {
        try
        {
            await walk.Session.Target.Lane.PostAsync(work, CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            walk.Cancel(); // the engine has ended
        }
    }

    /// <summary>A waiter has no more time, or is gone. Its walk ends when nobody else waits for it.</summary>
    private async Task<OnDemandResult> LeaveAsync(OnDemandWalk walk, CancellationToken readerGone)
    {
        var isGone = readerGone.IsCancellationRequested;
        bool isLast;
        OnDemandResult? result;
        lock (_gate)
        {
            (result, isLast) = (walk.Result, walk.Waiters == 1);
            if (result is null && (isGone || !isLast)) walk.Waiters--;
            if (result is null && isLast) result = GiveUp(walk);
        }

        if (isGone)
        {
            result?.Dispose();
            throw new OperationCanceledException(readerGone);
        }

        if (result is not null) return result;
        return isLast ? await walk.Finished : new OnDemandResult(walk.Session.Unbegun(), null, 1);
    }

    /// <summary>Ends a walk. One that has not begun is over at once; the result of another comes from its lane.</summary>
    private OnDemandResult? GiveUp(OnDemandWalk walk)
    {
        if (walk.IsUnderWay)
        {
            Forget(walk);
            Post(walk, () => walk.Session.GiveUp(walk));
            return null;
        }

        TakeOut(walk);
        _sessions.Put(walk.Key, walk.Session);
        var queue = _endpoints[walk.Key.Request.Endpoint];
        if (queue.IsEmpty) _endpoints.Remove(queue.Endpoint);
        return Settle(walk, walk.Session.Unbegun(), null);
    }

    private OnDemandResult Settle(OnDemandWalk walk, ModuleReading[] modules, SnapshotPool? pool)
    {
        Forget(walk);
        return walk.Result = new OnDemandResult(modules, pool, walk.Waiters);
    }

    private void Forget(OnDemandWalk walk)
    {
        if (_walks.TryGetValue(walk.Key, out var known) && known == walk) _walks.Remove(walk.Key);
    }
}
