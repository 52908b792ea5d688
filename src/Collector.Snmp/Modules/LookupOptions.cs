using System.Collections.Frozen;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Modules;

/// <summary>One entry of a metric's <c>lookups</c>: sets a label to another column's value in the same row, or removes one.</summary>
public sealed record LookupOptions
{
    /// <summary>Labels whose sub-identifiers, in this order, are the other column's index. Empty: remove <see cref="LabelName"/>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The label that is set or removed.</summary>
    public required string LabelName { get; init; }

    /// <summary>The other column; empty when the lookup removes.</summary>
    public Oid Oid { get; init; }

    public SnmpLookupType Type { get; init; }

    public string DisplayHint { get; init; } = "";

    /// <summary>Names of codes, for <see cref="SnmpLookupType.EnumAsInfo"/>.</summary>
    public IReadOnlyDictionary<long, string> EnumValues { get; init; } = FrozenDictionary<long, string>.Empty;

    public bool IsRemoval => Labels.Count == 0;
}
