namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>What became of a request to <c>/snmp</c>: the `outcome` of `collector_ondemand_requests_total`.</summary>
internal enum SnmpRequestOutcome
{
    /// <summary>200, the whole body handed over.</summary>
    Served,

    /// <summary>500: the target did not answer, or not well, or modules contradict each other.</summary>
    Failed,

    /// <summary>400.</summary>
    Invalid,

    /// <summary>403: the allow list does not have the target, or not with these credentials.</summary>
    Forbidden,

    /// <summary>503: too many walks wait.</summary>
    Busy,

    /// <summary>503: the client had its share of walks under way or waiting, for as long as it waits.</summary>
    OverShare,

    /// <summary>Whoever asked went away, or took nothing.</summary>
    ReaderGone,
}
