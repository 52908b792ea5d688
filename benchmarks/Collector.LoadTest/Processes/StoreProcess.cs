using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Processes;

/// <summary>Debian's Prometheus or VictoriaMetrics as a receiver of remote write, in a folder of its own.</summary>
internal sealed class StoreProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Func<StoreProcess, ChildProcess> _start;
    private ChildProcess _process;

    private StoreProcess(string name, Func<StoreProcess, ChildProcess> start)
    {
        (Name, _start, _folder, Endpoint) = (name, start, Directory.CreateTempSubdirectory("collector-store-"), FreePort());
        Http = new HttpClient { BaseAddress = new Uri($"http://{Endpoint}/"), Timeout = TimeSpan.FromMinutes(5) };
        _process = start(this);
    }

    public string Name { get; }

    public IPEndPoint Endpoint { get; }

    public HttpClient Http { get; }

    public Uri WriteUrl => new(Http.BaseAddress!, "api/v1/write");

    /// <exception cref="FileNotFoundException">It is not installed: <c>apt-get install prometheus</c>.</exception>
    public static Task<StoreProcess> StartPrometheusAsync(CancellationToken cancelled) => BeginAsync("prometheus", "/usr/bin/prometheus", store =>
    {
        var config = Path.Combine(store._folder.FullName, "prometheus.yml");
        File.WriteAllText(config, "global: {}\n");
        return [$"--config.file={config}", $"--storage.tsdb.path={Path.Combine(store._folder.FullName, "data")}", $"--web.listen-address={store.Endpoint}", "--web.enable-remote-write-receiver"];
    }, cancelled);

    /// <exception cref="FileNotFoundException">It is not installed: <c>apt-get install victoria-metrics</c>.</exception>
    public static Task<StoreProcess> StartVictoriaAsync(CancellationToken cancelled) => BeginAsync("victoria", "/usr/bin/victoria-metrics", store =>
        [$"-storageDataPath={Path.Combine(store._folder.FullName, "data")}", $"-httpListenAddr={store.Endpoint}", "-search.latencyOffset=0s", "-search.disableCache", "-search.maxUniqueTimeseries=1000000"], cancelled);

    /// <summary>Ends it; what it has stored stays.</summary>
    public ValueTask StopAsync() => _process.DisposeAsync();

    /// <summary>Starts it again on the same port.</summary>
    public async Task StartAgainAsync(CancellationToken cancelled)
    {
        _process = _start(this);
        await WaitUntilReadyAsync(cancelled);
    }

    /// <summary>All series that an instant query has, with their samples as they were stored where it asks for a range.</summary>
    public async Task<IReadOnlyList<StoredSeries>> QueryAsync(string expression, CancellationToken cancelled)
    {
        await using var body = await Http.GetStreamAsync($"api/v1/query?query={Uri.EscapeDataString(expression)}", cancelled);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancelled);
        return [.. json.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(StoredSeries.Read)];
    }

    /// <summary>The sum of its own counters whose names begin so.</summary>
    public async Task<double> OwnAsync(string prefix, CancellationToken cancelled) =>
        (await Http.GetStringAsync("metrics", cancelled)).Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<StoreProcess> BeginAsync(string name, string program, Func<StoreProcess, string[]> arguments, CancellationToken cancelled)
    {
        if (!File.Exists(program)) throw new FileNotFoundException($"{program} is not installed.", program);
        var store = new StoreProcess(name, store => ChildProcess.StartProgram(name, program, arguments(store)));
        await store.WaitUntilReadyAsync(cancelled);
        return store;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancelled)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await Http.GetAsync("api/v1/query?query=1", cancelled);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (attempt < 600)
            {
                // not yet
            }

            await Task.Delay(50, cancelled);
        }
    }

    private static IPEndPoint FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return (IPEndPoint)probe.LocalEndpoint;
    }
}
