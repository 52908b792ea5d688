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

    /// <summary>Requests under way or waiting, over all connections: more than the walks of one client. HTTP/2 has many on one connection.</summary>
    public const int Requests = 3000;

    /// <summary>The request with its path and query, in octets.</summary>
    public const int RequestLine = 8 * 1024;

    /// <summary>All headers together, in octets.</summary>
    public const int RequestHeaders = 32 * 1024;

    public const int HeaderCount = 100;

    /// <summary>Of a body, in octets. No endpoint reads one.</summary>
    public const int RequestBody = 64 * 1024;

    /// <summary>Of what a client sends ahead of its answers, in octets, on a connection. No endpoint reads a body, so all that would fill is memory: 1 MiB each by default.</summary>
    public const int Ahead = 64 * 1024;

    /// <summary>HTTP/2: requests under way on one connection. Those beyond it are refused (RFC 9113 section 5.1.2).</summary>
    public const int Streams = 100;

    /// <summary>HTTP/2: pings and settings at once on a connection. Go's client sends a ping with a reset, .NET's some to learn the round trip: a few for each request at most.</summary>
    public const int AskingFrames = 1000;

    /// <summary>HTTP/2's smallest (RFC 9113 section 6.9.2), and the smallest that Kestrel takes.</summary>
    private const int Window = 65_535;

    /// <summary>From a request's first octet to the end of its headers.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>HTTP/2: from one ping or settings to the next, in the long run.</summary>
    public static readonly TimeSpan BetweenAskingFrames = TimeSpan.FromMilliseconds(10);

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
        limits.MaxRequestBufferSize = Ahead;
        limits.Http2.MaxStreamsPerConnection = Streams;
        limits.Http2.InitialConnectionWindowSize = Window;
        limits.Http2.InitialStreamWindowSize = Window;
        limits.Http2.MaxRequestHeaderFieldSize = RequestHeaders;
    }
}
