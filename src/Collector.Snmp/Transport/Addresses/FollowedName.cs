using System.Net;

namespace Collector.Snmp.Transport.Addresses;

/// <summary>One name that an <see cref="EndpointResolver"/> keeps resolved: which of its addresses is in use, and what was reported last.</summary>
/// <remarks>Belongs to the name's own task, except for its disposal, which any thread may do.</remarks>
internal sealed class FollowedName : IDisposable
{
    private readonly Action<Resolution> _changed;
    private readonly bool _ipv6;
    private readonly CancellationTokenSource _ending;
    private IPAddress? _inUse;
    private Resolution _reported;

    public FollowedName(TargetAddress address, Action<Resolution> changed, bool ipv6, CancellationToken disposed)
    {
        Address = address;
        _changed = changed;
        _ipv6 = ipv6;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(disposed);
        Ending = _ending.Token;
    }

    public TargetAddress Address { get; }

    public CancellationToken Ending { get; }

    /// <summary>A lookup succeeded. False when none of the addresses is of use.</summary>
    public bool Found(IPAddress[] addresses)
    {
        IPAddress[] usable = [.. addresses.Where(address => AddressLookup.IsUsable(Address, address, _ipv6))];
        if (usable.Length == 0)
            return Failed(addresses.Length == 0 ? "the name has no address" : "the name has no address of the right family");
        // Round-robin names list their addresses in a new order every time, and a target should not wander.
        if (_inUse is null || !usable.Contains(_inUse))
            _inUse = usable[0];
        Report(new Resolution(Address.ToEndpoint(_inUse), null));
        return true;
    }

    /// <summary>A lookup failed: what was in use stays in use. Always false.</summary>
    public bool Failed(string error)
    {
        Report(new Resolution(_reported.Endpoint, error));
        return false;
    }

    public void Dispose()
    {
        if (Ending.IsCancellationRequested)
            return;
        _ending.Cancel();
        _ending.Dispose();
    }

    private void Report(Resolution now)
    {
        if (now == _reported || Ending.IsCancellationRequested)
            return;
        _reported = now;
        _changed(now);
    }
}
