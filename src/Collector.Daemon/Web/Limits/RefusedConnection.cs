namespace Collector.Daemon.Web.Limits;

/// <summary>Why a connection was closed: the `reason` of `collector_http_connections_refused_total`.</summary>
internal enum RefusedConnection
{
    /// <summary>There are as many as there may be.</summary>
    Total,

    /// <summary>The client has as many as one may have.</summary>
    Client,

    /// <summary>HTTP/2: more pings and settings than a client has use for.</summary>
    Flood,
}
