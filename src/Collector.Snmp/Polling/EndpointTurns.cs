using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling;

/// <summary>Whose turn it is at an endpoint: a walk on demand and a poll by schedule never go to one agent at once, and no two walks do.</summary>
/// <remarks>
/// The lane's thread only. A poll under way is never interrupted: the walk follows it, and a poll that comes due during a walk follows the walk, before the next walk.
/// As long as nobody asks on demand, a poll costs one comparison more.
/// </remarks>
internal sealed class EndpointTurns(Lane lane)
{
    private readonly Dictionary<TransportEndpoint, LaneTarget> _walking = [];
    private readonly Dictionary<TransportEndpoint, List<LaneTarget>> _waiting = [];
    private readonly Dictionary<TransportEndpoint, List<LaneTarget>> _heldUp = [];
    private readonly Queue<TransportEndpoint> _freed = new();

    /// <summary>Begins a walk, or puts it behind whoever has its endpoint now.</summary>
    public void BeginOnDemand(LaneTarget target)
    {
        if (target.Address.Value?.Endpoint is not { } endpoint)
        {
            target.BeginOnce(); // it ends at once, as unresolved
        }
        else if (IsTaken(endpoint))
        {
            Put(_waiting, endpoint, target);
        }
        else
        {
            _walking.Add(endpoint, target);
            target.BeginOnce();
        }
    }

    /// <summary>Takes a walk back that has not begun; false when it has.</summary>
    public bool TryWithdraw(LaneTarget target) => TryTakeOut(_waiting, target);

    /// <summary>A walk is over.</summary>
    public void EndOnDemand(LaneTarget target)
    {
        if (target.Address.Value?.Endpoint is { } endpoint && _walking.TryGetValue(endpoint, out var walking) && walking == target && _walking.Remove(endpoint)) _freed.Enqueue(endpoint);
    }

    /// <summary>A poll by schedule is due. False when it has to wait for a walk: <see cref="LaneTarget.BeginHeldUp"/> is called then.</summary>
    public bool MayBegin(LaneTarget target)
    {
        if (_walking.Count == 0 || target.Address.Value?.Endpoint is not { } endpoint || !_walking.ContainsKey(endpoint)) return true;
        Put(_heldUp, endpoint, target);
        return false;
    }

    /// <summary>A poll by schedule is over.</summary>
    public void EndScheduled(TransportEndpoint endpoint)
    {
        if (_waiting.Count > 0 && _waiting.ContainsKey(endpoint)) _freed.Enqueue(endpoint);
    }

    /// <summary>A target is polled no more.</summary>
    public void Forget(LaneTarget target)
    {
        if (target.IsOnce && !TryWithdraw(target)) EndOnDemand(target);
        else TryTakeOut(_heldUp, target);
    }

    /// <summary>Once a turn: begins what had to wait. Not earlier, because an endpoint becomes free in the middle of a reply's handling.</summary>
    public void Pump()
    {
        while (_freed.TryDequeue(out var endpoint))
        {
            if (_walking.ContainsKey(endpoint)) continue;
            if (_heldUp.Remove(endpoint, out var polls))
            {
                foreach (var target in polls) target.BeginHeldUp();
            }

            if (!_waiting.TryGetValue(endpoint, out var walks) || IsTaken(endpoint)) continue;
            var next = walks[0];
            TryWithdraw(next);
            BeginOnDemand(next);
        }
    }

    private bool IsTaken(TransportEndpoint endpoint)
    {
        if (_walking.ContainsKey(endpoint) || _heldUp.ContainsKey(endpoint)) return true;
        foreach (var target in lane.Scheduled.At(endpoint))
        {
            if (target.Lane == lane && target.Poll.IsActive && target.Poll.Endpoint == endpoint) return true;
        }

        return false;
    }

    private static void Put(Dictionary<TransportEndpoint, List<LaneTarget>> queues, TransportEndpoint endpoint, LaneTarget target)
    {
        if (!queues.TryGetValue(endpoint, out var queue)) queues.Add(endpoint, queue = []);
        queue.Add(target);
    }

    private static bool TryTakeOut(Dictionary<TransportEndpoint, List<LaneTarget>> queues, LaneTarget target)
    {
        if (queues.Count == 0) return false;
        foreach (var (endpoint, queue) in queues)
        {
            if (!queue.Remove(target)) continue;
            if (queue.Count == 0) queues.Remove(endpoint);
            return true;
        }

        return false;
    }
}
