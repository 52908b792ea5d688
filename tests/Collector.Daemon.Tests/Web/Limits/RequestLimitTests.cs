using Collector.Daemon.Web.Limits;
using Collector.Pipeline.Diagnostics;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Collector.Daemon.Tests.Web.Limits;

public sealed class RequestLimitTests : IDisposable
{
    private readonly CollectorMeter _meter = new();
    private readonly Connection _connection = new();
    private readonly WebMetrics _metrics;

    public RequestLimitTests() => _metrics = new WebMetrics(_meter);

    public void Dispose()
    {
        _connection.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_request_that_the_server_has_forgotten_ends_with_its_connection()
    {
        var (http, lifetime) = Request(HttpProtocol.Http2);
        var serving = new RequestLimit(answering => Task.Delay(Timeout.InfiniteTimeSpan, answering.RequestAborted), _metrics).InvokeAsync(http);
        Assert.Equal(1, _metrics.RequestsInFlight);

        await _connection.CloseAsync();
        await serving;
        Assert.Equal(0, _metrics.RequestsInFlight);
        Assert.True(lifetime.IsAborted);
    }

    /// <summary>A client of HTTP/1.1 may close its half when it has asked (RFC 9112 section 9.6), which closes nothing for the answer.</summary>
    [Fact]
    public async Task Over_HTTP_1_the_server_says_itself_when_a_client_is_gone()
    {
        var (http, _) = Request(HttpProtocol.Http11);
        await _connection.CloseAsync();
        var isGone = true;
        await new RequestLimit(answering => { isGone = answering.RequestAborted.IsCancellationRequested; return Task.CompletedTask; }, _metrics).InvokeAsync(http);
        Assert.False(isGone);
    }

    [Theory]
    [InlineData("HTTP/1.1")]
    [InlineData("HTTP/2")]
    public async Task An_answer_that_fails_is_left_to_the_server(string protocol)
    {
        var (http, lifetime) = Request(protocol);
        await Assert.ThrowsAsync<InvalidOperationException>(() => new RequestLimit(_ => throw new InvalidOperationException(), _metrics).InvokeAsync(http));
        Assert.Equal(0, _metrics.RequestsInFlight);
        Assert.False(lifetime.IsAborted);
    }

    private (HttpContext Http, Lifetime Lifetime) Request(string protocol)
    {
        var (http, lifetime) = (new DefaultHttpContext(), new Lifetime());
        http.Request.Protocol = protocol;
        http.Request.Method = HttpMethods.Get;
        http.Features.Set<IConnectionLifetimeFeature>(_connection);
        http.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        return (http, lifetime);
    }

    private sealed class Connection : IConnectionLifetimeFeature, IDisposable
    {
        private readonly CancellationTokenSource _closed = new();

        public Connection() => ConnectionClosed = _closed.Token;

        public CancellationToken ConnectionClosed { get; set; }

        public void Abort() => _closed.Cancel();

        public Task CloseAsync() => _closed.CancelAsync();

        public void Dispose() => _closed.Dispose();
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }
}
