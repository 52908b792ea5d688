using System.Globalization;
using System.Net;
using System.Text.Json;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>Debian's Prometheus on a loopback address of its own, scraping every second, asked through its HTTP API.</summary>
internal sealed class RealPrometheus : IAsyncDisposable
{
    private static readonly IPAddress Address = IPAddress.Parse("127.76.2.1");

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly PeerProcess _process;

    private RealPrometheus(string scrapeConfigs, string rules, string alertmanager)
    {
        var endpoint = FreePort.Tcp(Address);
        _http.BaseAddress = new Uri($"http://{endpoint}/");
        if (rules.Length > 0) _folder.Write("rules.yml", rules);
        var configuration = _folder.Write("prometheus.yml", $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: [{{(rules.Length > 0 ? "rules.yml" : "")}}]
            alerting: { alertmanagers: [ { static_configs: [ { targets: [{{(alertmanager.Length > 0 ? $"\"{alertmanager}\"" : "")}}] } ] } ] }
            scrape_configs:
            {{scrapeConfigs}}

            """);
        // At level debug it says when it cannot take a page: that is what a parse error looks like from outside.
        _process = PeerProcess.Start("/usr/bin/prometheus",
            [$"--config.file={configuration}", $"--storage.tsdb.path={_folder["data"]}", $"--web.listen-address={endpoint}", "--web.enable-remote-write-receiver", "--log.level=debug"]);
    }

    public string Log => _process.Output;

    /// <summary>Where it takes what is written to it.</summary>
    public Uri Receiver => new(_http.BaseAddress!, "api/v1/write");

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="scrapeConfigs">The items of <c>scrape_configs</c>, as YAML.</param>
    /// <param name="rules">A rule file's text; none when empty.</param>
    /// <param name="alertmanager">Host and port of who is told of alerts; nobody when empty.</param>
    public static async Task<RealPrometheus> StartAsync(string scrapeConfigs, string rules = "", string alertmanager = "")
    {
        var prometheus = new RealPrometheus(scrapeConfigs, rules, alertmanager);
        await prometheus._process.WaitForLineAsync("Server is ready to receive web requests");
        return prometheus;
    }

    /// <summary>Its own counters and gauges whose name begins so, by name.</summary>
    public async Task<IReadOnlyDictionary<string, double>> OwnMetricsAsync(string prefix)
    {
        var page = await _http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        return page.Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>An instant query.</summary>
    /// <param name="at">Seconds since the Unix epoch; now when it is not given.</param>
    public async Task<IReadOnlyList<PrometheusSeries>> QueryAsync(string expression, double? at = null)
    {
        var time = at is { } seconds ? $"&time={seconds.ToString("F3", CultureInfo.InvariantCulture)}" : "";
        using var response = await _http.GetAsync(new Uri($"api/v1/query?query={Uri.EscapeDataString(expression)}{time}", UriKind.Relative));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{expression}: {json.RootElement}");
        return [.. json.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(PrometheusSeries.Read)];
    }

    /// <summary>The one value of an instant query, or NaN when there is none.</summary>
    public async Task<double> ValueAsync(string expression, double? at = null) =>
        (await QueryAsync(expression, at)).Select(series => series.Samples[^1].Value).SingleOrDefault(double.NaN);

    /// <summary>All samples that were stored of some series in the last minutes, with the times of their scrapes.</summary>
    public Task<IReadOnlyList<PrometheusSeries>> SamplesAsync(string selector) => QueryAsync($"{selector}[5m]");

    /// <summary>Waits until it has found so many targets. The labels of those that it scrapes, by their job, which has one target each; relabelling dropped the others.</summary>
    /// <remarks>What it shows as a target's labels before relabelling, it may have changed while relabelling.</remarks>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> TargetsAsync(int count)
    {
        var data = default(JsonElement);
        await UntilAsync($"it has {count} targets", async () =>
        {
            using var json = JsonDocument.Parse(await _http.GetStringAsync(new Uri("api/v1/targets?state=any", UriKind.Relative)));
            data = json.RootElement.GetProperty("data").Clone();
            return data.GetProperty("activeTargets").GetArrayLength() + data.GetProperty("droppedTargets").GetArrayLength() >= count;
        });
        return data.GetProperty("activeTargets").EnumerateArray().ToDictionary(target => target.GetProperty("scrapePool").GetString()!, Labels, StringComparer.Ordinal);

        static IReadOnlyDictionary<string, string> Labels(JsonElement target) =>
            target.GetProperty("labels").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal);
    }

    /// <summary>Asks until it is so.</summary>
    public Task UntilAsync(string what, Func<Task<bool>> isSo) =>
        Patience.UntilAsync(isSo, () => $"Prometheus last said:\n{string.Join('\n', Log.Split('\n').TakeLast(20))}", what);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
