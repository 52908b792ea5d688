using System.Collections.Frozen;
using Collector.Pipeline.Samples;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Cells;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>A table while its module is compiled.</summary>
internal sealed class TableDraft(IReadOnlyList<IndexOptions> indexes, IReadOnlyList<LookupOptions> lookups)
{
    private LookupRef[] _placed = [];

    /// <summary>The conceptual row, for a table that only serves lookups.</summary>
    public Oid Entry { get; init; }

    public List<MetricColumns> Metrics { get; } = [];

    /// <summary>What takes numbers out of text here.</summary>
    public List<ExtractPlan> Extracts { get; } = [];

    /// <summary>Objects whose values are held until a poll is in.</summary>
    public List<Oid> Held { get; } = [];

    /// <summary>Columns whose text depends on the column before.</summary>
    public List<SubtypedText> SubtypedTexts { get; } = [];

    /// <summary>Columns whose rows say themselves how they are scaled.</summary>
    public List<RowScale> RowScales { get; } = [];

    /// <summary>The lookup columns that live here.</summary>
    public List<Oid> Lookups { get; } = [];

    /// <summary>What the labels are made of.</summary>
    public LabelDraft Labels { get; } = new(indexes, lookups);

    public bool HasLabel(string name) => Labels.Has(name);

    /// <summary>The column here that has an object's values; added when it is not there.</summary>
    public int AddLookup(Oid oid)
    {
        if (Lookups.IndexOf(oid) is >= 0 and var known) return known;
        Lookups.Add(oid);
        return Lookups.Count - 1;
    }

    /// <summary>The place of a metric's expressions, or none.</summary>
    public int AddExtracts(MetricColumns metric)
    {
        if (metric.Extracts is null) return MappedObject.None;
        Extracts.Add(metric.Extracts);
        return Extracts.Count - 1;
    }

    /// <summary>Holds the octets of a text that depends on the column before, and that column's codes.</summary>
    public void AddSubtypedText(MetricColumns metric, int column)
    {
        if (metric.Subtype == SubtypeKind.None || ConceptualRow.ColumnBefore(metric.Metric.Oid) is not { } before) return;
        SubtypedTexts.Add(new SubtypedText(column, Hold(metric.Metric.Oid), metric.Subtype, Hold(before)));
    }

    /// <summary>Holds a reading, and the two columns that say how it is written.</summary>
    public void AddRowScale(MetricOptions metric, int column)
    {
        if (metric.ScaleFrom is { } from) RowScales.Add(new RowScale(column, Hold(metric.Oid), Hold(from.Scale), Hold(from.Precision), Scaling.Of(metric)));
    }

    private int Hold(Oid oid)
    {
        if (Held.IndexOf(oid) is >= 0 and var known) return known;
        Held.Add(oid);
        return Held.Count - 1;
    }

    /// <summary>Learns where each looked-up object lives. The code that says how a value is written is taken from the same row.</summary>
    public void PlaceLookups(IReadOnlyDictionary<Oid, (int Table, int Column)> homes, IReadOnlyList<TableDraft> tables) =>
        _placed = [.. Labels.Lookups.Select(lookup => Place(lookup, homes[lookup.Options.Oid], tables))];

    /// <summary>The finished table.</summary>
    public TablePlan Plan(TableSchema? schema) => new(PlanLabels(), schema, Lookups.Count, Held.Count, Extracts, SubtypedTexts, RowScales);

    /// <summary>The label plan; null for a table that is not shown.</summary>
    private LabelPlan? PlanLabels() => Metrics.Count == 0 ? null : new LabelPlan([.. indexes.Select(PartOf)], _placed, Labels.Labels);

    private LookupRef Place(LookupDraft lookup, (int Table, int Column) home, IReadOnlyList<TableDraft> tables)
    {
        var isOwnRow = lookup.IsOwnRow && ReferenceEquals(tables[home.Table], this);
        return new LookupRef(home.Table, home.Column, lookup.Key, isOwnRow, TextOf(lookup.Options, tables[home.Table]));
    }

    private static LookupText TextOf(LookupOptions lookup, TableDraft home)
    {
        var subtype = lookup.Type switch
        {
            SnmpLookupType.InetAddress or SnmpLookupType.InetAddressMissingSize => SubtypeKind.InetAddress,
            SnmpLookupType.LldpPortId => SubtypeKind.LldpPortId,
            _ => SubtypeKind.None,
        };
        if (subtype != SubtypeKind.None && ConceptualRow.ColumnBefore(lookup.Oid) is { } beside) return new LookupText(TextForm.Hex, null, subtype, home.AddLookup(beside));
        var names = lookup.Type != SnmpLookupType.EnumAsInfo || lookup.EnumValues.Count == 0 ? null : lookup.EnumValues.ToFrozenDictionary();
        var hint = lookup.Type == SnmpLookupType.OctetString && DisplayHint.TryParse(lookup.DisplayHint, out var parsed) ? parsed : null;
        return new LookupText(FormOf(lookup.Type), names, Hint: hint);
    }

    private static TextForm FormOf(SnmpLookupType type) => type switch
    {
        SnmpLookupType.DisplayString => TextForm.Display,
        SnmpLookupType.PhysAddress48 => TextForm.PhysAddress48,
        SnmpLookupType.InetAddressIPv4 => TextForm.IPv4,
        SnmpLookupType.InetAddressIPv6 => TextForm.IPv6,
        SnmpLookupType.Integer or SnmpLookupType.Integer32 or SnmpLookupType.Gauge or SnmpLookupType.Counter or SnmpLookupType.EnumAsInfo => TextForm.Number,
        _ => TextForm.Hex,
    };

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
            SnmpIndexType.InetAddress => new IndexPart(index.LabelName, IndexForm.SubtypedOctets, TextForm.Hex, Subtype: SubtypeKind.InetAddress),
            SnmpIndexType.InetAddressMissingSize => new IndexPart(index.LabelName, IndexForm.SubtypedWithoutLength, TextForm.Hex, Subtype: SubtypeKind.InetAddress),
            SnmpIndexType.LldpPortId => new IndexPart(index.LabelName, IndexForm.SubtypedOctets, TextForm.Hex, Subtype: SubtypeKind.LldpPortId),
            SnmpIndexType.EnumAsInfo => new IndexPart(index.LabelName, IndexForm.Number, TextForm.Number, 1, names),
            _ => new IndexPart(index.LabelName, IndexForm.Number, TextForm.Number, 1),
        };
    }
}
