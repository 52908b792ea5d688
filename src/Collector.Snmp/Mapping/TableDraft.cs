using System.Collections.Frozen;
using Collector.Snmp.Ber;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping;

/// <summary>A table while its module is compiled.</summary>
internal sealed class TableDraft(IReadOnlyList<IndexOptions> indexes, IReadOnlyList<LookupOptions> lookups)
{
    /// <summary>The conceptual row, for a table that only serves lookups.</summary>
    public Oid Entry { get; init; }

    public List<MetricOptions> Metrics { get; } = [];

    /// <summary>The lookup columns that live here.</summary>
    public List<Oid> Lookups { get; } = [];

    /// <summary>What the labels are made of, as written.</summary>
    public IReadOnlyList<LookupOptions> AllLookups => lookups;

    /// <summary>Where each looked-up object lives.</summary>
    public IReadOnlyDictionary<Oid, (int Table, int Column)> Homes { get; set; } = FrozenDictionary<Oid, (int Table, int Column)>.Empty;

    public int AddLookup(Oid oid)
    {
        Lookups.Add(oid);
        return Lookups.Count - 1;
    }

    /// <summary>Whether the looked-up row has the same index as the row itself.</summary>
    public bool IsOwnRow(LookupOptions lookup) => indexes.Count > 0 && lookup.Labels.SequenceEqual(indexes.Select(index => index.LabelName), StringComparer.Ordinal);

    public bool HasLabel(string name) => Resolve().ContainsKey(name);

    /// <summary>The label plan; null for a table that is not shown.</summary>
    public LabelPlan? PlanLabels() => Metrics.Count == 0 ? null : new LabelPlan([.. indexes.Select(PartOf)], Resolve().Values);

    /// <summary>Indexes first, then lookups and removals in the order written: later ones win.</summary>
    private Dictionary<string, PlannedLabel> Resolve()
    {
        var labels = new Dictionary<string, PlannedLabel>(StringComparer.Ordinal);
        for (var i = 0; i < indexes.Count; i++) labels[indexes[i].LabelName] = new PlannedLabel(indexes[i].LabelName, i, null);
        foreach (var lookup in lookups)
        {
            if (lookup.IsRemoval) labels.Remove(lookup.LabelName);
            else if (Homes.TryGetValue(lookup.Oid, out var home)) labels[lookup.LabelName] = new PlannedLabel(lookup.LabelName, -1, Refer(lookup, home));
        }

        return labels;
    }

    private LookupRef Refer(LookupOptions lookup, (int Table, int Column) home)
    {
        var sources = lookup.Labels.Select(label => indexes.TakeWhile(index => index.LabelName != label).Count()).Where(position => position < indexes.Count);
        var isHere = home.Column < Lookups.Count && Lookups[home.Column] == lookup.Oid;
        var form = lookup.Type switch
        {
            SnmpLookupType.DisplayString => TextForm.Display,
            SnmpLookupType.PhysAddress48 => TextForm.PhysAddress48,
            SnmpLookupType.InetAddressIPv4 => TextForm.IPv4,
            SnmpLookupType.InetAddressIPv6 => TextForm.IPv6,
            SnmpLookupType.Integer or SnmpLookupType.Integer32 or SnmpLookupType.Gauge or SnmpLookupType.Counter or SnmpLookupType.EnumAsInfo => TextForm.Number,
            _ => TextForm.Hex,
        };
        var names = lookup.EnumValues.Count == 0 ? null : lookup.EnumValues.ToFrozenDictionary();
        return new LookupRef(home.Table, home.Column, [.. sources], isHere && IsOwnRow(lookup), form, names);
    }

    private static IndexPart PartOf(IndexOptions index)
    {
        var strings = index.FixedSize > 0 ? IndexForm.FixedOctets : index.Implied ? IndexForm.ImpliedOctets : IndexForm.CountedOctets;
        var names = index.EnumValues.Count == 0 ? null : index.EnumValues.ToFrozenDictionary();
        return index.Type switch
        {
            SnmpIndexType.PhysAddress48 => new IndexPart(index.LabelName, IndexForm.FixedOctets, TextForm.PhysAddress48, 6),
            SnmpIndexType.OctetString => new IndexPart(index.LabelName, strings, TextForm.Hex, index.FixedSize),
            SnmpIndexType.DisplayString => new IndexPart(index.LabelName, strings, TextForm.Display, index.FixedSize),
            SnmpIndexType.InetAddressIPv4 => new IndexPart(index.LabelName, IndexForm.FixedOctets, TextForm.IPv4, 4),
            SnmpIndexType.InetAddressIPv6 => new IndexPart(index.LabelName, IndexForm.FixedOctets, TextForm.IPv6, 16),
            SnmpIndexType.EnumAsInfo => new IndexPart(index.LabelName, IndexForm.Number, TextForm.Number, 1, names),
            _ => new IndexPart(index.LabelName, IndexForm.Number, TextForm.Number, 1),
        };
    }
}
