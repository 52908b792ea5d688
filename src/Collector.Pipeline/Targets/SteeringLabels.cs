namespace Collector.Pipeline.Targets;

/// <summary>The labels that steer a poll instead of being stamped on its series, with the names that Prometheus users write.</summary>
public static class SteeringLabels
{
    /// <summary>What every label begins with that never reaches a series.</summary>
    public const string Prefix = "__";

    /// <summary>Where to send; without it the target as written is the address, and with it only the name.</summary>
    public const string Address = "__address__";

    /// <summary>Where to send, and stronger than <see cref="Address"/>: rules written for snmp_exporter put the device here and the exporter there.</summary>
    public const string Target = "__param_target";

    /// <summary>One module or several with commas between them.</summary>
    public const string Module = "__param_module";

    public const string Auth = "__param_auth";
    public const string SnmpContext = "__param_snmp_context";
    public const string Interval = "__scrape_interval__";

    /// <summary>The deadline of a whole poll.</summary>
    public const string Timeout = "__scrape_timeout__";

    /// <summary><see cref="RequestLimits.Gap"/>.</summary>
    public const string RequestGap = "__request_gap__";

    /// <summary><see cref="RequestLimits.InFlight"/>.</summary>
    public const string RequestsInFlight = "__requests_in_flight__";

    /// <summary><see cref="RequestLimits.Backoff"/>.</summary>
    public const string Backoff = "__backoff__";

    /// <summary>One of <see cref="Protocols"/>.</summary>
    public const string Protocol = "__protocol__";

    /// <summary>gNMI: one subscription or several with commas between them.</summary>
    public const string Subscriptions = "__subscriptions__";

    /// <summary>What <see cref="Protocol"/> may say.</summary>
    public static IReadOnlyList<string> Protocols { get; } = [Targets.Target.Snmp, Targets.Target.Gnmi];

    public static IReadOnlyList<string> All { get; } = [Address, Target, Module, Auth, SnmpContext, Interval, Timeout, RequestGap, RequestsInFlight, Backoff, Protocol, Subscriptions];

    /// <summary>Whether a label that we do not know looks as if it should steer. Others (<c>__meta_…</c>) are notes of whoever wrote the file.</summary>
    public static bool LooksLikeOne(string name) =>
        name.StartsWith("__param_", StringComparison.Ordinal) || name.StartsWith("__scrape_", StringComparison.Ordinal) || name.StartsWith("__request", StringComparison.Ordinal) || name.StartsWith("__subscription", StringComparison.Ordinal);

    /// <summary>Whether a label steers targets of a protocol.</summary>
    public static bool HasEffect(string name, string protocol) => name switch
    {
        Subscriptions => protocol == Targets.Target.Gnmi,
        Module or SnmpContext or Interval or Timeout or RequestGap or RequestsInFlight or Backoff => protocol == Targets.Target.Snmp,
        _ => true,
    };
}
