using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Collector.Daemon.Web.Limits;

/// <summary>Closes connections of HTTP/2 that send more pings and settings than any client has use for: each of them is answered, so that they cost CPU however few requests there are.</summary>
/// <remarks>Any thread. What else a client can send without a request is passed over, or has limits in the web server.</remarks>
internal sealed class FloodLimit(WebMetrics metrics, TimeProvider time)
{
    /// <summary>Stands behind TLS, which says what is spoken.</summary>
    public void Guard(ListenOptions listen) => listen.Use(next => connection => WatchAsync(connection, next));

    internal async Task WatchAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8) != true)
        {
            await next(connection);
            return;
        }

        var transport = connection.Transport;
        var watch = new Watch(connection, metrics, time);
        connection.Transport = new Watched(new WatchedReader(transport.Input, watch.Take), transport.Output);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    }

    /// <summary>What one connection has sent.</summary>
    private sealed class Watch(ConnectionContext connection, WebMetrics metrics, TimeProvider time)
    {
        private readonly TokenBucket _bucket = new(WebLimits.BetweenAskingFrames, WebLimits.AskingFrames, time);
        private AskingFrames _frames = new();
        private bool _isOver;

        public void Take(ReadOnlySequence<byte> octets)
        {
            for (var asking = _frames.Count(octets); asking > 0 && !_isOver; asking--)
            {
                if (_bucket.TryTake()) continue;
                _isOver = true;
                metrics.Refused(RefusedConnection.Flood);
                connection.Abort(new ConnectionAbortedException("More pings and settings than a client has use for."));
            }
        }
    }

    /// <summary>A connection whose input is watched.</summary>
    private sealed record Watched(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
