using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>One subtree that a module walks.</summary>
/// <param name="root">The subtree, or the one instance, to read.</param>
internal sealed class WalkStep(Oid root)
{
    /// <summary>The root alone, as a request's list of names: one for all targets.</summary>
    public ReadOnlyMemory<Oid> Names { get; } = new[] { root };

    public Oid Root => root;
}
