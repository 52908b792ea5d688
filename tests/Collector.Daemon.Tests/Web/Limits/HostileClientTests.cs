using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Web.Limits;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Tests.Web.Limits;

/// <summary>The daemon and clients that want it to fall over, or want in where they are not let.</summary>
public sealed class HostileClientTests : IAsyncLifetime
{
    private const string Users = "basic_auth_users: { noc: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW }";

    private static readonly string Password = Convert.ToBase64String("noc:U*U"u8);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeAgent _agent = FakeAgent.Serving("127.62.1.2", new FakeMib(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 700)));
    private WebApplication _host = null!;
    private Uri _server = null!;

    private WebMetrics Metrics => _host.Services.GetRequiredService<WebMetrics>();

    public Task InitializeAsync() => StartAsync(null);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _agent.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Connections_of_one_client_leave_room_for_others_and_polls_go_on()
    {
        var polling = await PolledAsync();
        var clients = new List<RawClient>();
        try
        {
            for (var connection = 0; connection < WebLimits.ConnectionsOfOneClient + 100; connection++) clients.Add(await RawClient.ConnectAsync(_server, "127.62.2.1"));
            await Patience.UntilAsync(() => Metrics[RefusedConnection.Client] == 100);

            Assert.Equal("", await clients[^1].ReadAsync()); // closed, and nothing said
            Assert.Contains("200 OK", await AskAsync("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", from: "127.62.2.2"), StringComparison.Ordinal);
            var polls = polling.History.Finished;
            await Patience.UntilAsync(() => polling.History.Finished >= polls + 5);
            Assert.All(polling.History.Recent(), poll => Assert.Equal(PollOutcome.Answered, poll.Outcome));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        await Patience.UntilAsync(() => _host.Services.GetRequiredService<ConnectionLimit>().Count == 0); // nobody's place is lost
        Assert.Contains("200 OK", await AskAsync("GET /-/healthy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", from: "127.62.2.1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_never_end_are_waited_for_so_long_and_no_longer()
    {
        var clients = new List<RawClient>();
        try
        {
            for (var connection = 0; connection < 100; connection++)
            {
                var client = await RawClient.ConnectAsync(_server, "127.62.2.3");
                await client.SendAsync("GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: ");
                clients.Add(client);
            }

            var answers = await Task.WhenAll(clients.Select(client => client.ReadAsync()));
            Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Theory]
    [InlineData("a path of 10,000 letters", "GET /{10000} HTTP/1.1\r\nHost: x\r\n\r\n", "414")]
    [InlineData("a query of 10,000 letters", "GET /metrics?site={10000} HTTP/1.1\r\nHost: x\r\n\r\n", "414")]
    [InlineData("a header of 40,000 letters", "GET /metrics HTTP/1.1\r\nHost: x\r\nX: {40000}\r\n\r\n", "431")]
    [InlineData("a password of 40,000 letters", "GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {40000}\r\n\r\n", "431")]
    [InlineData("a body of 100,000 octets", "POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", "413")]
    [InlineData("a body of more octets than there are", "POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n", "400")]
    [InlineData("a body of two lengths", "POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", "400")]
    [InlineData("a body of a length and of pieces", "POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", "400")]
    [InlineData("no host", "GET /metrics HTTP/1.1\r\n\r\n", "400")]
    [InlineData("two hosts", "GET /metrics HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("a folded header", "GET /metrics HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n", "400")]
    [InlineData("TLS in the clear", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n", "400")]
    [InlineData("a page of another site", "POST /-/reload HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n\r\n", "403")]
    public async Task What_no_client_needs_is_refused(string what, string request, string status)
    {
        foreach (var size in (int[])[10000, 40000]) request = request.Replace($"{{{size}}}", new string('a', size), StringComparison.Ordinal);

        var answer = await AskAsync(request, toTheEnd: false);

        Assert.True(answer.StartsWith($"HTTP/1.1 {status}", StringComparison.Ordinal), $"{what}: {answer}");
        Assert.Contains("200 OK", await AskAsync("GET /-/healthy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_headers_than_a_request_may_have_are_refused()
    {
        var headers = string.Concat(Enumerable.Range(0, WebLimits.HeaderCount + 1).Select(number => $"X-{number}: 1\r\n"));
        Assert.StartsWith("HTTP/1.1 431", await AskAsync($"GET /metrics HTTP/1.1\r\nHost: x\r\n{headers}\r\n", toTheEnd: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("//metrics")]
    [InlineData("/metrics/")]
    [InlineData("/./metrics")]
    [InlineData("/x/../metrics")]
    [InlineData("/%2e%2e/metrics")]
    [InlineData("/-/healthy/../../metrics")]
    [InlineData("/%6detrics")]
    [InlineData("/METRICS")]
    [InlineData("/metrics;x=/-/healthy")]
    [InlineData("/metrics%00")]
    [InlineData("/metrics?x=/-/healthy")]
    [InlineData("/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/api/v1/targets/..%2f..%2f..%2fconfig")]
    [InlineData("/api/v1/targets/%2e%2e/%2e%2e/config")]
    [InlineData("http://127.0.0.1/config")]
    [InlineData("http://user:pass@other/config")]
    [InlineData("\\config")]
    [InlineData("/config#x")]
    [InlineData("*")]
    public async Task No_path_leads_around_the_password(string path)
    {
        await _host.DisposeAsync();
        await StartAsync(_folder.Write("web.yml", Users));
        foreach (var method in (string[])["GET", "HEAD", "POST", "OPTIONS", "TRACE", "PRI", "get"])
        {
            var answer = await AskAsync($"{method} {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 127.0.0.1\r\nX-Original-URL: /-/healthy\r\nConnection: close\r\n\r\n");
            Assert.True(answer.StartsWith("HTTP/1.1 401", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 405", StringComparison.Ordinal), $"{method} {path}: {answer}");
            Assert.DoesNotContain("collector_", answer, StringComparison.Ordinal);
        }
    }

    /// <summary>From the routes themselves, so that a new endpoint is looked at too.</summary>
    [Fact]
    public async Task Every_endpoint_asks_for_the_password()
    {
        await _host.DisposeAsync();
        await StartAsync(_folder.Write("web.yml", Users));
        var routes = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        foreach (var known in (string[])["/metrics", "/snmp", "/config", "/docs/{**page}", "/-/reload", "/-/healthy", "/api/v1/inventory"]) Assert.Contains(routes, route => route.RoutePattern.RawText == known);
        foreach (var (method, path) in routes.SelectMany(Requests))
        {
            var refused = await AskAsync($"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            Assert.True(refused.StartsWith("HTTP/1.1 401", StringComparison.Ordinal) && refused.Contains("WWW-Authenticate: Basic", StringComparison.Ordinal), $"{method} {path}: {refused}");
            var let = await AskAsync($"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {Password}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            Assert.False(let.StartsWith("HTTP/1.1 401", StringComparison.Ordinal) || let.StartsWith("HTTP/1.1 405", StringComparison.Ordinal), $"{method} {path}: {let}");
        }
    }

    /// <summary>From the routes themselves, so that a new endpoint is looked at too.</summary>
    [Fact]
    public void Every_endpoint_but_reload_is_for_reading_only()
    {
        var routes = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        Assert.InRange(routes.Length, 10, 100);
        foreach (var route in routes.Where(route => route.RoutePattern.RawText != "/-/reload"))
            Assert.Equal(["GET"], route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Except(["HEAD"]));
    }

    /// <summary>What leads to a route: with nothing in the place of its rest, and with something.</summary>
    private static IEnumerable<(string Method, string Path)> Requests(RouteEndpoint route)
    {
        var (text, methods) = (route.RoutePattern.RawText!, route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["POST"]); // reload tells other methods itself which one it takes
        var rest = text.IndexOf("{**", StringComparison.Ordinal);
        string[] paths = rest < 0 ? [text] : [text[..rest].TrimEnd('/'), text[..rest], text[..rest] + "README.md", text[..rest] + "a/b"];
        return paths.SelectMany(path => methods.Select(method => (method, path)));
    }

    private async Task StartAsync(string? web)
    {
        var options = new CollectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Snmp = new SnmpSettings { Lanes = 1 }, WebConfigFile = web };
        _host = CollectorHost.Create(CollectorConfiguration.BuiltIn(options));
        await _host.StartAsync();
        _server = CollectorHost.AddressOf(_host);
    }

    /// <summary>A target that is polled all the time.</summary>
    private async Task<TargetSeries> PolledAsync()
    {
        var target = new Target
        {
            Instance = "core1", Address = _agent.Endpoint.ToString(), Labels = LabelSet.Empty, Modules = ["system"], Auth = "public_v2", Interval = TimeSpan.FromMilliseconds(200), Deadline = TimeSpan.FromSeconds(10),
        };
        _host.Services.GetRequiredService<TargetRegistry>().Replace(new TargetSet([target]));
        var store = _host.Services.GetRequiredService<SeriesStore>();
        await Patience.UntilAsync(() => store.TargetArray is [{ History.Finished: > 0 }]);
        return store.TargetArray[0];
    }

    private async Task<string> AskAsync(string request, bool toTheEnd = true, string from = "127.0.0.1")
    {
        using var client = await RawClient.ConnectAsync(_server, from);
        await client.SendAsync(request);
        return await client.ReadAsync(toTheEnd);
    }
}
