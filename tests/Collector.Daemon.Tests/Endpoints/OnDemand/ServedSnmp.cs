using System.Net;
using System.Net.Sockets;
using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Endpoints.Explaining;
using Collector.Daemon.Endpoints.OnDemand;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.OnDemand;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Tests.Endpoints.OnDemand;

/// <summary>The whole daemon on a real port, with a few small modules and no targets of its own.</summary>
internal sealed class ServedSnmp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServedSnmp(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static SnmpModules Modules { get; } = new(
        [
            new SnmpModuleOptions
            {
                Name = "things",
                Get = [Oid.Parse("1.3.6.1.2.1.1.3.0")],
                Walk = [Oid.Parse("1.3.6.1.4.1.99.1")],
                Retries = 0,
                Metrics =
                [
                    new MetricOptions { Name = "sysUpTime", Oid = Oid.Parse("1.3.6.1.2.1.1.3"), Type = SnmpMetricType.Gauge, Help = "Up\nsince" },
                    Thing("thingBytes", "1.3.6.1.4.1.99.1.1.2", SnmpMetricType.Counter),
                    Thing("thingKind", "1.3.6.1.4.1.99.1.1.3", SnmpMetricType.DisplayString),
                ],
            },
            Scalar("up", "sysUpTime", "Up\nsince", SnmpMetricType.Gauge, "1.3.6.1.2.1.1.3"),
            Scalar("otherhelp", "sysUpTime", "Something else", SnmpMetricType.Gauge, "1.3.6.1.2.1.1.3"),
            Scalar("othertype", "sysUpTime", "Up\nsince", SnmpMetricType.Counter, "1.3.6.1.2.1.1.3"),
            Scalar("older", "sysServices", "Layers", SnmpMetricType.Gauge, "1.3.6.1.2.1.1.7") with { Auth = "public_v1" },
            Scalar("services", "sysServices", "Layers", SnmpMetricType.Gauge, "1.3.6.1.2.1.1.7"),
            new SnmpModuleOptions { Name = "twice", Walk = [Oid.Parse("1.3.6.1.4.1.99.1")], Metrics = [Thing("thingBytes", "1.3.6.1.4.1.99.1.1.2", SnmpMetricType.Counter) with { Indexes = [], Lookups = [] }] },
        ],
        [new SnmpAuthOptions { Name = "public_v2" }, new SnmpAuthOptions { Name = "public_v1", Version = Snmp.Messages.SnmpVersion.V1 }]);

    public long Requests(SnmpRequestOutcome outcome) => _app.Services.GetRequiredService<SnmpEndpointMetrics>()[outcome];

    public PollEngine Engine => _app.Services.GetRequiredService<PollEngine>();

    public TargetRegistry Targets => _app.Services.GetRequiredService<TargetRegistry>();

    public static async Task<ServedSnmp> StartAsync(OnDemandOptions? onDemand = null, AllowedTargets? allowed = null, WalkTurns? turns = null, Func<string, CancellationToken, Task<IPAddress[]>>? lookup = null)
    {
        var endpoint = new SnmpEndpointOptions { AllowedTargets = allowed ?? AllowedTargets.Everything };
        var options = new CollectorOptions { Snmp = new SnmpSettings { Lanes = 2, Endpoint = endpoint } };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCollector(CollectorConfiguration.WithoutTargets(options, Modules));
        builder.Services.AddSingleton(new PollEngineOptions { Lanes = 2, OnDemand = onDemand ?? new OnDemandOptions(), Lookup = lookup });
        if (turns is not null) builder.Services.AddSingleton(turns);
        var app = builder.Build();
        app.MapCollectorEndpoints();
        app.MapSnmp();
        app.MapExplain();
        await app.StartAsync();
        return new ServedSnmp(app);
    }

    /// <summary>Asks; the query is what follows the target.</summary>
    public Task<HttpResponseMessage> AskAsync(IPEndPoint target, string query = "&module=things", CancellationToken cancellation = default) =>
        Client.GetAsync($"/snmp?target={target}{query}", cancellation);

    public async Task<(HttpStatusCode Status, string Body)> ReadAsync(string query, string? timeout = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/snmp?" + query);
        if (timeout is not null) request.Headers.Add(ScrapeTimeout.Header, timeout);
        using var response = await Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A client with another address: addresses share what is limited.</summary>
    public HttpClient ClientFrom(string address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = Client.BaseAddress };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static SnmpModuleOptions Scalar(string name, string metric, string help, SnmpMetricType type, string oid) => new()
    {
        Name = name,
        Get = [Oid.Parse(oid + ".0")],
        Metrics = [new MetricOptions { Name = metric, Help = help, Type = type, Oid = Oid.Parse(oid) }],
    };

    private static MetricOptions Thing(string name, string oid, SnmpMetricType type) => new()
    {
        Name = name,
        Oid = Oid.Parse(oid),
        Type = type,
        Help = "A thing",
        Indexes = [new IndexOptions { LabelName = "thingIndex", Type = SnmpIndexType.Gauge }],
        Lookups = [new LookupOptions { Labels = ["thingIndex"], LabelName = "thingName", Oid = Oid.Parse("1.3.6.1.4.1.99.1.1.1"), Type = SnmpLookupType.DisplayString }],
    };
}
