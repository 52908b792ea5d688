using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Explaining;

/// <summary>Groups the names that a module has no use for, so that a few lines tell of thousands.</summary>
/// <remarks>
/// Without the MIB nobody knows where a name's index begins. Below a conceptual row of which the module has columns it is known; elsewhere a
/// group is a name without its last sub-identifier, and shorter ones as long as there would be too many groups.
/// </remarks>
internal sealed class UnwantedNames(TracedModule module, SnmpModules all)
{
    private const int MostGroups = 100;
    private const int MostMappedBy = 5;

    private readonly HashSet<Oid> _entries = [.. module.Plan.Objects.Objects.Select(mapped => ConceptualRow.Of(mapped.Name))];

    public IReadOnlyList<UnwantedObject> Explain()
    {
        var groups = Group();
        while (groups.Count > MostGroups) groups = Shorten(groups);
        return [.. groups.OrderByDescending(group => group.Value.Count).ThenBy(group => group.Key).Select(group => Describe(group.Key, group.Value))];
    }

    /// <summary>Metrics of other modules that map an object, an instance of one, or something below it.</summary>
    public static IReadOnlyList<string> MappedBy(Oid oid, SnmpModules all, string except) => [.. all.Modules.Values
        .Where(other => other.Name != except)
        .OrderBy(other => other.Name, StringComparer.Ordinal)
        .SelectMany(other => other.Metrics.Where(metric => metric.Oid.IsPrefixOf(oid) || oid.IsPrefixOf(metric.Oid)).Select(metric => $"{other.Name}/{metric.Name}"))
        .Take(MostMappedBy)];

    /// <summary>The metric that has most sub-identifiers in common with a name.</summary>
    public static MetricOptions? Nearest(Oid oid, SnmpModuleOptions module) => module.Metrics.MaxBy(metric => Common(metric.Oid, oid));

    private static int Common(Oid left, Oid right)
    {
        var a = left.Encoded;
        var b = right.Encoded;
        var common = 0;
        while (Oid.TryReadSubId(ref a, out var one) && Oid.TryReadSubId(ref b, out var other) && one == other) common++;
        return common;
    }

    private static SortedDictionary<Oid, (int Count, int First)> Shorten(SortedDictionary<Oid, (int Count, int First)> groups)
    {
        var longest = groups.Keys.Max(oid => oid.Encoded.Length);
        var shorter = new SortedDictionary<Oid, (int Count, int First)>();
        foreach (var (oid, group) in groups)
        {
            var key = oid.Encoded.Length == longest ? ConceptualRow.Of(oid) : oid;
            var known = shorter.GetValueOrDefault(key, (Count: 0, group.First));
            shorter[key] = (known.Count + group.Count, Math.Min(known.First, group.First));
        }

        return shorter;
    }

    private SortedDictionary<Oid, (int Count, int First)> Group()
    {
        var groups = new SortedDictionary<Oid, (int Count, int First)>();
        foreach (var varbind in module.Unwanted)
        {
            if (!Oid.TryFromEncoded(module.Varbinds.NameOf(varbind), out var name)) continue; // not a name, and the walk's end says so
            var key = ObjectOf(name);
            var known = groups.GetValueOrDefault(key, (Count: 0, First: varbind));
            groups[key] = (known.Count + 1, known.First);
        }

        return groups;
    }

    private Oid ObjectOf(Oid name)
    {
        var (column, entry) = (ConceptualRow.Of(name), ConceptualRow.Of(ConceptualRow.Of(name)));
        var shortest = column;
        while (entry != column)
        {
            if (_entries.Contains(entry)) return column;
            (column, entry) = (entry, ConceptualRow.Of(entry));
        }

        return shortest;
    }

    private UnwantedObject Describe(Oid oid, (int Count, int First) group) => new(oid.ToString(), group.Count, WireText.Instance(module.Varbinds.NameOf(group.First), module.Varbinds.ValueOf(group.First)))
    {
        NearestMetric = Nearest(oid, module.Options) is { } nearest ? $"{nearest.Name} {nearest.Oid}" : null,
        MappedBy = MappedBy(oid, all, module.Options.Name),
    };
}
