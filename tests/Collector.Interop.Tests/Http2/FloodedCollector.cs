using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Collector.Interop.Tests.Grpc;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Http2;

/// <summary>The built collector over TLS, polling one agent that answers and one that does not, with a client of its own besides those that flood.</summary>
public sealed class FloodedCollector : IAsyncLifetime
{
    private const string Server = "127.76.4.1";
    private const string Flooding = "127.76.4.2";
    private const string Other = "127.76.4.3";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeAgent _agent = FakeAgent.Serving("127.76.4.10", new FakeMib(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 700)));
    private readonly FakeAgent _silent = new("127.76.4.12", _ => []);
    private CollectorProgram _collector = null!;

    /// <summary>A request that takes as long as its client waits.</summary>
    public string SlowPath => $"/snmp?target={_silent.Endpoint}&module=system";

    /// <summary>Host and port.</summary>
    public string Address => _collector.Address.Authority;

    public async Task InitializeAsync()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(Server);
        TestAuthority.WritePem(certificate, _folder, "server");
        _folder.Write("web.yml", "tls_server_config: { cert_file: server.pem, key_file: server.key }");
        var configuration = _folder.Write("collector.yml", $$"""
            web_config: web.yml
            snmp: { lanes: 1 }
            defaults: { interval: 500ms, timeout: 20s, retries: 0, modules: [system] }
            targets: { static: [ { targets: ["{{_agent.Endpoint}}"] }, { targets: ["{{_silent.Endpoint}}"], labels: { __scrape_interval__: 1h } } ] }
            """);
        _collector = await CollectorProgram.StartAsync(configuration, IPAddress.Parse(Server));
    }

    public async Task DisposeAsync()
    {
        await _collector.DisposeAsync();
        _agent.Dispose();
        _silent.Dispose();
        _folder.Dispose();
    }

    /// <summary>Runs the client to its end; scrapes beside it, from another address, all the time.</summary>
    /// <returns>What the client says, and how many requests were under way or waiting at most, of what the scrapes saw.</returns>
    internal async Task<(FloodOutcome Outcome, double MostRequests)> FloodAsync(params string[] arguments)
    {
        var flood = PeerProcess.RunAsync(RealGrpcServer.Python, [Path.Combine(AppContext.BaseDirectory, "Http2", "flood.py"), _collector.Address.Host, $"{_collector.Address.Port}", .. arguments, "--source", Flooding]);
        using var other = Client();
        var most = 0.0;
        do
        {
            most = Math.Max(most, (await OwnAsync(other))["collector_http_requests_in_flight"]);
            using var page = await other.GetAsync("/metrics");
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
        while (!flood.IsCompleted);

        var (code, output, errors) = await flood;
        Assert.True(code == 0, $"{errors}\n{_collector.Output}");
        return (JsonSerializer.Deserialize<FloodOutcome>(output)!, most);
    }

    /// <summary>Waits until nobody else's request is under way and polls have gone on; no page of them may have failed.</summary>
    internal async Task CalmsDownAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        using var http = Client();
        var first = await OwnAsync(http);
        while (true)
        {
            var now = await OwnAsync(http);
            if (now["collector_http_requests_in_flight"] <= 1 && now["collector_http_connections"] <= 1 && Polls(now) >= Polls(first) + 3) return;
            Assert.False(patience.IsCancellationRequested, string.Join('\n', now.Where(sample => sample.Key.StartsWith("collector_http", StringComparison.Ordinal))) + _collector.Output);
        }
    }

    /// <summary>Resident memory of the process, in octets.</summary>
    internal async Task<double> MemoryAsync()
    {
        using var http = Client();
        return (await OwnAsync(http))["process_resident_memory_bytes"];
    }

    /// <summary>Connections that were closed because of what they sent.</summary>
    internal async Task<double> FloodsClosedAsync()
    {
        using var http = Client();
        return ExpositionParser.Samples(await http.GetStringAsync("/metrics/collector")).Single(sample => sample.Name == "collector_http_connections_refused_total" && sample["reason"] == "flood").Value;
    }

    private static double Polls(Dictionary<string, double> samples) => samples["collector_polls_finished_total answered"];

    private static async Task<Dictionary<string, double>> OwnAsync(HttpClient http)
    {
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var sample in ExpositionParser.Samples(await http.GetStringAsync("/metrics/collector")))
            samples[sample["outcome"] is { } outcome ? $"{sample.Name} {outcome}" : sample.Name] = sample.Value;
        return samples;
    }

    [SuppressMessage("Security", "MA0039", Justification = "As below")]
    [SuppressMessage("Security", "CA5359", Justification = "It is the server that is tried here, and nothing is trusted to it")]
    private HttpClient Client() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(Other), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    { BaseAddress = _collector.Address, DefaultRequestVersion = HttpVersion.Version20 };
}
