namespace Collector.Snmp.Explaining;

/// <summary>Instances that the agent sent and that neither a metric nor a lookup of the module maps, by what is probably their object.</summary>
/// <param name="Oid">What the names have in common: without the MIB, where the index begins is a guess.</param>
/// <param name="Instances">How many there are.</param>
/// <param name="Example">The first of them.</param>
public sealed record UnwantedObject(string Oid, int Instances, InstanceExplanation Example)
{
    /// <summary>The metric of the module that is nearest in the tree of names; null for a module without metrics.</summary>
    public string? NearestMetric { get; init; }

    /// <summary>Metrics of other modules in the configuration that map it, as <c>module/metric</c>.</summary>
    public IReadOnlyList<string> MappedBy { get; init; } = [];
}
