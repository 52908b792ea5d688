using Collector.Pipeline.Store;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>What one walk found, lent to everybody who waited for it; the last one to dispose of it gives the snapshots back to their lane.</summary>
/// <remarks>Any thread. The snapshots must not be touched after the disposal.</remarks>
public sealed class OnDemandResult : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SnapshotPool? _pool;
    private int _leases;

    internal OnDemandResult(IReadOnlyList<ModuleReading> modules, SnapshotPool? pool, int leases) => (Modules, _pool, _leases) = (modules, pool, leases);

    /// <summary>In the order asked for.</summary>
    public IReadOnlyList<ModuleReading> Modules { get; }

    public void Dispose()
    {
        lock (_gate)
        {
            if (--_leases != 0) return;
        }

        HandBack();
    }

    /// <summary>Gives the snapshots back when nobody is left who wants them.</summary>
    internal void HandBack()
    {
        foreach (var module in Modules)
        {
            if (module.Snapshot is { } snapshot) _pool!.HandBack(snapshot);
        }
    }
}
