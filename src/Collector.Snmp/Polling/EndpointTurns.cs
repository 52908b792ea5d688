using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling;

/// <summary>Whose turn it is at an endpoint: a walk on demand and a poll by schedule never go to one agent at once.</summary>
/// <remarks>
/// The lane's thread only. A poll under way is never interrupted: the walk follows it, and a poll that comes due during a walk follows the walk, before the next walk.
/// As long as nobody asks on demand, a poll costs one comparison more.
/// </remarks>
internal sealed class EndpointTurns
{
    private readonly Dictionary<TransportEndpoint, LaneTarget> _walking = [];
    private readonly Dictionary<TransportEndpoint, Waiting> _waiting = [];
    private readonly Dictionary<TransportEndpoint, List<LaneTarget>> _heldUp = [];
    private readonly Queue<TransportEndpoint> _freed = new();

    /// <summary>Begins a walk, or puts it behind the polls that are under way at its endpoint.</summary>
    public void BeginOnDemand(LaneTarget target, IReadOnlyList<LaneTarget> scheduled)
    {
        var endpoint = target.Address.Value!.Endpoint!.Value;
        if (_walking.ContainsKey(endpoint) || _heldUp.ContainsKey(endpoint) || AnyIsActive(target.Lane, endpoint, scheduled))
        {
            _waiting.Add(endpoint, new Waiting(target, scheduled));
            return;
        }

        _walking.Add(endpoint, target);
        target.BeginOnce();
    }

    /// <summary>Takes a walk back that has not begun; false when it has.</summary>
    public bool TryWithdraw(LaneTarget target)
    {
        var endpoint = target.Address.Value!.Endpoint!.Value;
        return _waiting.TryGetValue(endpoint, out var waiting) && waiting.Target == target && _waiting.Remove(endpoint);
    }

    /// <summary>A walk is over, or was withdrawn.</summary>
    public void EndOnDemand(LaneTarget target)
    {
        var endpoint = target.Address.Value!.Endpoint!.Value;
        if (_walking.TryGetValue(endpoint, out var walking) && walking == target && _walking.Remove(endpoint)) _freed.Enqueue(endpoint);
    }

    /// <summary>A poll by schedule is due. False when it has to wait for a walk: <see cref="LaneTarget.BeginHeldUp"/> is called then.</summary>
    public bool MayBegin(LaneTarget target)
    {
        if (_walking.Count == 0 || target.Address.Value?.Endpoint is not { } endpoint || !_walking.ContainsKey(endpoint)) return true;
        if (!_heldUp.TryGetValue(endpoint, out var others)) _heldUp.Add(endpoint, others = []);
        others.Add(target);
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
        if (_heldUp.Count == 0) return;
        foreach (var (endpoint, targets) in _heldUp)
        {
            if (targets.Remove(target) && targets.Count == 0) _heldUp.Remove(endpoint); // allowed while enumerating
        }
    }

    /// <summary>Once a turn: begins what had to wait. Not earlier, because an endpoint becomes free in the middle of a reply's handling.</summary>
    public void Pump()
    {
        while (_freed.TryDequeue(out var endpoint))
        {
            if (_walking.ContainsKey(endpoint)) continue;
            if (_heldUp.Remove(endpoint, out var scheduled))
            {
                foreach (var target in scheduled) target.BeginHeldUp();
            }

            if (!_waiting.Remove(endpoint, out var waiting)) continue;
            BeginOnDemand(waiting.Target, waiting.Scheduled);
        }
    }

    private static bool AnyIsActive(Lane lane, TransportEndpoint endpoint, IReadOnlyList<LaneTarget> scheduled)
    {
        foreach (var target in scheduled)
        {
            if (target.Lane == lane && target.Poll.IsActive && target.Poll.Endpoint == endpoint) return true;
        }

        return false;
    }

    private sealed record Waiting(LaneTarget Target, IReadOnlyList<LaneTarget> Scheduled);
}
