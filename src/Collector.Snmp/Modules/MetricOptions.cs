using System.Collections.Frozen;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Modules;

/// <summary>One entry of a module's <c>metrics</c>: a column or scalar, and the series that it becomes.</summary>
public sealed record MetricOptions
{
    public required string Name { get; init; }

    /// <summary>The object, without the instance: a column's rows or a scalar's <c>.0</c> lie below it.</summary>
    public required Oid Oid { get; init; }

    public required SnmpMetricType Type { get; init; }

    public SourcePosition Position { get; init; }

    public string Help { get; init; } = "";

    /// <summary>How the rest of a row's OID is cut into labels, from the left.</summary>
    public IReadOnlyList<IndexOptions> Indexes { get; init; } = [];

    /// <summary>Changes to the labels, in this order.</summary>
    public IReadOnlyList<LookupOptions> Lookups { get; init; } = [];

    /// <summary>Numbers out of text, by the suffix of the metric's name. Empty means none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RegexExtractOptions>> RegexExtracts { get; init; } =
        FrozenDictionary<string, IReadOnlyList<RegexExtractOptions>>.Empty;

    /// <summary>A strptime pattern, for <see cref="SnmpMetricType.ParseDateAndTime"/>.</summary>
    public string DateTimePattern { get; init; } = "";

    /// <summary>Names of codes; carried, but without effect, on gauges.</summary>
    public IReadOnlyDictionary<long, string> EnumValues { get; init; } = FrozenDictionary<long, string>.Empty;

    /// <summary>Added after scaling.</summary>
    public double Offset { get; init; }

    /// <summary>The value is multiplied by this; 0 means as it is.</summary>
    public double Scale { get; init; }

    /// <summary>Columns that say how each row's value is written; null when all are written alike.</summary>
    public ScaleFromOptions? ScaleFrom { get; init; }

    /// <summary>An RFC 2579 section 3.1 hint, for <see cref="SnmpMetricType.OctetString"/>.</summary>
    public string DisplayHint { get; init; } = "";
}

/// <summary>A number taken from text by one regular expression of a metric's <c>regex_extracts</c>.</summary>
public sealed record RegexExtractOptions
{
    public required string Regex { get; init; }

    /// <summary>A template in Go's syntax.</summary>
    public string Value { get; init; } = "$1";
}
