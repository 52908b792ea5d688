using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collector.Daemon.Web.Limits;

/// <summary>What clients may ask of the server altogether, whoever they are: docs/security.md has the list.</summary>
internal static class WebLimits
{
    /// <summary>Connections at the same time.</summary>
    public const int Connections = 5000;

    /// <summary>
    /// Of one address; of a /64 for IPv6, which one host may have all of. A Prometheus that scrapes thousands of devices through <c>/snmp</c> is one client, with a
    /// connection for each walk under way or waiting: what ends its scrapes when there are too many must be an answer that says so.
    /// </summary>
    public const int ConnectionsOfOneClient = 3000;

    /// <summary>Requests under way or waiting, over all connections: more than walks may. HTTP/2 has many on one connection.</summary>
    public const int Requests = 3000;

    /// <summary>The request with its path and query, in octets.</summary>
    public const int RequestLine = 8 * 1024;

    /// <summary>All headers together, in octets.</summary>
    public const int RequestHeaders = 32 * 1024;

    public const int HeaderCount = 100;

    /// <summary>Of a body, in octets. No endpoint reads one.</summary>
    public const int RequestBody = 64 * 1024;

    /// <summary>From a request's first octet to the end of its headers.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Without a request. Longer than most scrape intervals, so that scrapers need not connect anew.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(130);

    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = RequestLine;
        limits.MaxRequestHeadersTotalSize = RequestHeaders;
        limits.MaxRequestHeaderCount = HeaderCount;
        limits.MaxRequestBodySize = RequestBody;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = KeepAlive;
    }
}
