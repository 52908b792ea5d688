using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Paces;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Explaining.Scheduled;

/// <summary>What people call the objects that a module asks for.</summary>
internal sealed class ObjectWords
{
    private readonly ModulePlan _plan;
    private readonly Dictionary<Oid, string> _names = [];

    public ObjectWords(ModulePlan plan, SnmpModuleOptions module)
    {
        _plan = plan;
        foreach (var metric in module.Metrics) _names.TryAdd(metric.Oid, metric.Name);
        foreach (var lookup in module.Metrics.SelectMany(metric => metric.Lookups).Where(lookup => !lookup.IsRemoval)) _names.TryAdd(lookup.Oid, lookup.LabelName);
        foreach (var guard in (Guard[])[Guard.UpTime, .. Guard.LastChanges]) _names.TryAdd(guard.Instance, guard.Name);
    }

    /// <summary>The metric that an object is, or the label that it is looked up for; its OID where the module has neither.</summary>
    public string NameOf(MappedObject mapped) => NameOf(mapped.Name);

    /// <summary>The same for a name in a request: an object, an instance of one, or a guard.</summary>
    public string NameOf(ReadOnlySpan<byte> name)
    {
        if (_plan.Objects.Find(name, null) is { } mapped) return NameOf(mapped.Name);
        return Oid.TryFromEncoded(name, out var oid) ? NameOf(oid) : "";
    }

    /// <summary>What comes after the object in a name; null when nothing does.</summary>
    public string? IndexOf(ReadOnlySpan<byte> name) =>
        _plan.Objects.Find(name, null) is { } mapped && name.Length > mapped.Prefix.Length ? TracedModule.KeyText(name[mapped.Prefix.Length..]) : null;

    private string NameOf(Oid oid) => _names.TryGetValue(oid, out var name) ? name : oid.ToString();
}
