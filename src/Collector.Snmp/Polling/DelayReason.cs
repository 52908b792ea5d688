namespace Collector.Snmp.Polling;

/// <summary>Why a request was not sent as soon as it was ready: the `reason` of `collector_snmp_requests_delayed_total`.</summary>
internal enum DelayReason : byte
{
    /// <summary>The lane's receive buffer had no room for its reply.</summary>
    Room,

    /// <summary>As many requests were under way as the configuration allows.</summary>
    Limit,

    /// <summary>The target's last request was too recent.</summary>
    Gap,
}
