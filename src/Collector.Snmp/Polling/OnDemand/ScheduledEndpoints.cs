using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>Which targets are polled by schedule at which endpoint, so that a walk on demand goes to their lane and waits for them.</summary>
/// <remarks>Any thread: resolvers report, whoever applies targets takes out, walks ask.</remarks>
internal sealed class ScheduledEndpoints
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TransportEndpoint, LaneTarget[]> _byEndpoint = [];
    private readonly Dictionary<LaneTarget, TransportEndpoint> _places = [];

    public IReadOnlyList<LaneTarget> At(TransportEndpoint endpoint)
    {
        lock (_gate) return _byEndpoint.GetValueOrDefault(endpoint) ?? [];
    }

    /// <summary>A target's name has this address now.</summary>
    public void Move(LaneTarget target, TransportEndpoint? to)
    {
        lock (_gate)
        {
            if (target.IsRetired || (_places.TryGetValue(target, out var from) && from == to)) return;
            TakeOut(target);
            if (to is not { } endpoint) return;
            _places[target] = endpoint;
            _byEndpoint[endpoint] = [.. _byEndpoint.GetValueOrDefault(endpoint) ?? [], target];
        }
    }

    /// <summary>A target is polled no more; what its resolver still reports counts no more either.</summary>
    public void Remove(LaneTarget target)
    {
        lock (_gate)
        {
            target.IsRetired = true;
            TakeOut(target);
        }
    }

    private void TakeOut(LaneTarget target)
    {
        if (!_places.Remove(target, out var from)) return;
        LaneTarget[] others = [.. _byEndpoint[from].Where(other => other != target)];
        if (others.Length == 0) _byEndpoint.Remove(from);
        else _byEndpoint[from] = others;
    }
}
