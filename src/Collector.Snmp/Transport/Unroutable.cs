namespace Collector.Snmp.Transport;

/// <summary>Messages to an address family this machine does not have: taken like any other, and reported at the next flush.</summary>
internal sealed class Unroutable
{
    private const int Most = 64;

    private readonly List<TransportEndpoint> _targets = new(Most);

    public bool TryAdd(in TransportEndpoint target)
    {
        if (_targets.Count == Most)
            return false;
        _targets.Add(target);
        return true;
    }

    public void Report(IDatagramHandler handler)
    {
        // What the handler queues in answer waits for the next flush.
        int count = _targets.Count;
        for (int index = 0; index < count; index++)
            handler.OnUnreachable(_targets[index], UnreachableReason.NetworkUnreachable);
        _targets.RemoveRange(0, count);
    }
}
