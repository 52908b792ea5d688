using System.IO.Pipelines;
using Collector.Daemon.Web.Limits;
using Collector.Pipeline.Diagnostics;
using Collector.Testing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Collector.Daemon.Tests.Web.Limits;

/// <summary>When a connection of HTTP/2 is closed for what it sends; with a real client it is in Collector.Interop.Tests.</summary>
public sealed class FloodLimitTests : IDisposable
{
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();
    private static readonly byte[] Ping = [0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];

    private readonly CollectorMeter _meter = new();
    private readonly ManualTime _time = new();
    private readonly WebMetrics _metrics;

    public FloodLimitTests() => _metrics = new WebMetrics(_meter);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_thousand_pings_at_once_are_a_client_and_one_more_is_a_flood()
    {
        var connection = new CountedConnection("h2");
        await SendAsync(connection, WebLimits.AskingFrames);
        Assert.Equal(0, connection.Aborted);
        await SendAsync(new CountedConnection("h2"), WebLimits.AskingFrames); // each connection has its own

        connection = new CountedConnection("h2");
        await SendAsync(connection, WebLimits.AskingFrames + 100);
        Assert.Equal((1, 1), (connection.Aborted, _metrics[RefusedConnection.Flood])); // once, whatever still comes
    }

    [Fact]
    public async Task A_hundred_a_second_may_go_on_for_ever()
    {
        var connection = new CountedConnection("h2");
        await SendAsync(connection, 100_000, everySending: () => _time.Advance(WebLimits.BetweenAskingFrames));
        Assert.Equal(0, connection.Aborted);
    }

    [Fact]
    public async Task What_is_no_HTTP_2_is_not_looked_at()
    {
        var connection = new CountedConnection("http/1.1");
        await SendAsync(connection, 2 * WebLimits.AskingFrames);
        Assert.Equal(0, connection.Aborted);
    }

    /// <summary>Reads as the web server does, and sees that every octet arrives.</summary>
    private async Task SendAsync(CountedConnection connection, int pings, Action? everySending = null)
    {
        var pipe = new Pipe();
        connection.Transport = new Duplex(pipe.Reader, new Pipe().Writer);
        await new FloodLimit(_metrics, _time).WatchAsync(connection, async watched =>
        {
            await pipe.Writer.WriteAsync(Preface);
            await TakeAsync(watched.Transport.Input, Preface.Length);
            for (var ping = 0; ping < pings; ping++)
            {
                everySending?.Invoke();
                await pipe.Writer.WriteAsync(Ping);
                await TakeAsync(watched.Transport.Input, Ping.Length);
            }
        });
        Assert.Same(pipe.Reader, connection.Transport.Input);
    }

    private static async Task TakeAsync(PipeReader input, int octets)
    {
        var read = await input.ReadAsync();
        Assert.Equal(octets, read.Buffer.Length);
        input.AdvanceTo(read.Buffer.GetPosition(5), read.Buffer.End); // some now, the rest with the next read
        Assert.False(input.TryRead(out _));
        input.CancelPendingRead();
        read = await input.ReadAsync();
        Assert.Equal(octets - 5, read.Buffer.Length);
        input.AdvanceTo(read.Buffer.End);
    }

    private sealed class CountedConnection : DefaultConnectionContext, ITlsApplicationProtocolFeature
    {
        private readonly byte[] _protocol;

        public CountedConnection(string protocol)
        {
            _protocol = System.Text.Encoding.ASCII.GetBytes(protocol);
            Features.Set<ITlsApplicationProtocolFeature>(this);
        }

        public int Aborted { get; private set; }

        public ReadOnlyMemory<byte> ApplicationProtocol => _protocol;

        public override void Abort(ConnectionAbortedException abortReason) => Aborted++;
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
