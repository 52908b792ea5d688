using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling.Packing;

/// <summary>What the targets of a lane share for reading columns side by side: room for the polls under way, and how long varbinds are.</summary>
/// <remarks>The lane's thread only.</remarks>
internal sealed class LanePacking
{
    private readonly Stack<ColumnPool> _pools = new();
    private readonly Dictionary<ModulePlan, VarbindSizes> _sizes = [];

    /// <summary>Where the names of the request being written are put together.</summary>
    public RequestNames Names { get; } = new();

    /// <summary>Slots of a table that cut it into ranges, while a poll is laid out.</summary>
    public List<int> Cuts { get; } = [];

    public ColumnPool Rent() => _pools.TryPop(out var pool) ? pool : new ColumnPool();

    public void Return(ColumnPool pool)
    {
        pool.Clear();
        _pools.Push(pool);
    }

    public VarbindSizes SizesOf(ModulePlan plan)
    {
        if (!_sizes.TryGetValue(plan, out var sizes)) _sizes.Add(plan, sizes = new VarbindSizes(plan));
        return sizes;
    }

    /// <summary>Forgets the modules that nobody is polled with any more.</summary>
    public void Forget(IReadOnlySet<ModulePlan> inUse)
    {
        foreach (var plan in _sizes.Keys.Where(plan => !inUse.Contains(plan)).ToList()) _sizes.Remove(plan);
    }
}
