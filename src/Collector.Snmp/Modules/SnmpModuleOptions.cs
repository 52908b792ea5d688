using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Modules;

/// <summary>One entry of <c>modules</c> in snmp.yml: what to fetch, and what series it becomes.</summary>
public sealed record SnmpModuleOptions
{
    public const int DefaultMaxRepetitions = 25;

    public const int DefaultRetries = 3;

    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    public required string Name { get; init; }

    public SourcePosition Position { get; init; }

    /// <summary>
    /// The auth of a file in the form of snmp_exporter 0.22 and older, where each module has its own: what a request for this module uses when it
    /// names no auth. Null in today's form.
    /// </summary>
    public string? Auth { get; init; }

    /// <summary>Subtrees, walked in this order.</summary>
    public IReadOnlyList<Oid> Walk { get; init; } = [];

    /// <summary>Instances, fetched before the walks.</summary>
    public IReadOnlyList<Oid> Get { get; init; } = [];

    /// <summary>Only those that can be mapped; no two have the same OID.</summary>
    public IReadOnlyList<MetricOptions> Metrics { get; init; } = [];

    public IReadOnlyList<FilterOptions> Filters { get; init; } = [];

    /// <summary>Rows asked for in one GETBULK, and instances in one GET; 0 leaves both to the collector.</summary>
    public int MaxRepetitions { get; init; } = DefaultMaxRepetitions;

    /// <summary>Attempts after the first, per packet. Null when the module does not say, so that the collector's default can apply.</summary>
    public int? Retries { get; init; }

    /// <summary>Per packet. Null when the module does not say.</summary>
    public TimeSpan? Timeout { get; init; }

    public bool UseUnconnectedUdpSocket { get; init; }

    /// <summary>Columns of tables that are known are asked for side by side; false reads subtree after subtree.</summary>
    public bool PacksColumns { get; init; } = true;

    /// <summary>Goes on walking when an agent's names do not increase.</summary>
    public bool AllowNonincreasingOids { get; init; }
}
