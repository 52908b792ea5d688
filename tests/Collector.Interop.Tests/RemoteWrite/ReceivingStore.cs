using System.Globalization;
using System.Net;
using System.Text.Json;
using Collector.Interop.Tests.Peers;
using Collector.Interop.Tests.Prometheus;
using Collector.Testing;

namespace Collector.Interop.Tests.RemoteWrite;

/// <summary>A real time-series database that takes remote write and is asked through Prometheus' HTTP API.</summary>
internal sealed class ReceivingStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly PeerProcess _process;
    private readonly HttpClient _http = new();

    private ReceivingStore(TemporaryFolder folder, PeerProcess process, IPEndPoint endpoint)
    {
        (_folder, _process) = (folder, process);
        _http.BaseAddress = new Uri($"http://{endpoint}/");
    }

    /// <summary>Where samples are sent to.</summary>
    public Uri WriteUrl => new(_http.BaseAddress!, "api/v1/write");

    public static async Task<ReceivingStore> StartPrometheusAsync(IPAddress address)
    {
        var (folder, endpoint) = (new TemporaryFolder(), FreePort.Tcp(address));
        var process = PeerProcess.Start("/usr/bin/prometheus",
            [$"--config.file={folder.Write("prometheus.yml", "global: {}\n")}", $"--storage.tsdb.path={folder["data"]}", $"--web.listen-address={endpoint}", "--web.enable-remote-write-receiver"]);
        await process.WaitForLineAsync("Server is ready to receive web requests");
        return new ReceivingStore(folder, process, endpoint);
    }

    public static async Task<ReceivingStore> StartVictoriaAsync(IPAddress address)
    {
        var (folder, endpoint) = (new TemporaryFolder(), FreePort.Tcp(address));
        var process = PeerProcess.Start("/usr/bin/victoria-metrics",
            [$"-storageDataPath={folder["data"]}", $"-httpListenAddr={endpoint}", "-search.latencyOffset=0s", "-search.disableCache", "-memory.allowedBytes=64MB"]);
        var store = new ReceivingStore(folder, process, endpoint);
        await store.UntilAsync("it serves HTTP", async () =>
        {
            try
            {
                return (await store._http.GetAsync(new Uri("health", UriKind.Relative))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return store;
    }

    /// <summary>Its own counters whose name begins so, by name and labels.</summary>
    public async Task<IReadOnlyDictionary<string, double>> OwnMetricsAsync(string prefix) =>
        (await _http.GetStringAsync(new Uri("metrics", UriKind.Relative))).Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>What it answers to a GET.</summary>
    public Task<string> ReadAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>An instant query; a selector with a range gives all samples as they were stored.</summary>
    public async Task<IReadOnlyList<PrometheusSeries>> QueryAsync(string expression, double? at = null)
    {
        var time = at is { } seconds ? $"&time={seconds.ToString("F3", CultureInfo.InvariantCulture)}" : "";
        using var response = await _http.GetAsync(new Uri($"api/v1/query?query={Uri.EscapeDataString(expression)}{time}", UriKind.Relative));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{expression}: {json.RootElement}");
        return [.. json.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(PrometheusSeries.Read)];
    }

    /// <summary>Asks until it is so.</summary>
    public Task UntilAsync(string what, Func<Task<bool>> isSo) =>
        Patience.UntilAsync(isSo, () => $"The store last said:\n{string.Join('\n', _process.Output.Split('\n').TakeLast(20))}", what);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
