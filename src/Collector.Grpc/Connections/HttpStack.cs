using System.Net;
using System.Text;

namespace Collector.Grpc.Connections;

/// <summary>The BCL's HTTP/2, set up so that it does nothing of its own accord: no proxy, cookies, redirects, tracing headers, decompression or pings.</summary>
internal static class HttpStack
{
    public static SocketsHttpHandler Create(Dialer dialer, GrpcChannelOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = dialer.ConnectAsync,
            ConnectTimeout = Timeout.InfiniteTimeSpan, // the dialer has its own, which knows what it waited for
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            InitialHttp2StreamWindowSize = options.StreamWindowSize,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null, // routers have no use for a traceparent
            AutomaticDecompression = DecompressionMethods.None,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8, // grpc-message of servers that do not escape it
        };
        if (options.KeepAlivePingDelay is { } delay)
        {
            handler.KeepAlivePingDelay = delay;
            handler.KeepAlivePingTimeout = options.KeepAlivePingTimeout;
            handler.KeepAlivePingPolicy = options.KeepAlivePingWithoutCalls ? HttpKeepAlivePingPolicy.Always : HttpKeepAlivePingPolicy.WithActiveRequests;
        }

        return handler;
    }
}
