using System.Collections.Frozen;

namespace Collector.Snmp.Modules;

/// <summary>One entry of a metric's <c>indexes</c>: takes sub-identifiers from the left and makes a label of them.</summary>
public sealed record IndexOptions
{
    public required string LabelName { get; init; }

    public required SnmpIndexType Type { get; init; }

    /// <summary>Octets of a string that has no length in front; 0 when it has one.</summary>
    public int FixedSize { get; init; }

    /// <summary>The string takes all that is left, without a length in front (RFC 2578 section 7.7, IMPLIED).</summary>
    public bool Implied { get; init; }

    /// <summary>Names of codes, for <see cref="SnmpIndexType.EnumAsInfo"/>.</summary>
    public IReadOnlyDictionary<long, string> EnumValues { get; init; } = FrozenDictionary<long, string>.Empty;
}
