using System.Globalization;
using System.Net;
using System.Text.Json;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>A real time-series database that runs as our child and is asked through Prometheus' HTTP API.</summary>
internal abstract class QueriedStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly PeerProcess _process;
    private readonly HttpClient _http = new();

    /// <param name="process">Killed with this.</param>
    /// <param name="folder">Where its files are; deleted with this.</param>
    /// <param name="endpoint">Where it serves HTTP.</param>
    protected QueriedStore(PeerProcess process, TemporaryFolder folder, IPEndPoint endpoint)
    {
        (_process, _folder) = (process, folder);
        _http.BaseAddress = new Uri($"http://{endpoint}/");
    }

    /// <summary>Where it takes what is written to it.</summary>
    public Uri WriteUrl => new(_http.BaseAddress!, "api/v1/write");

    /// <summary>What it has said.</summary>
    public string Log => _process.Output;

    /// <summary>Whether it answers a GET with success.</summary>
    public async Task<bool> AnswersAsync(string path)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>What it answers to a GET.</summary>
    public Task<string> ReadAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Its own metrics whose name begins so, by name and labels.</summary>
    public async Task<IReadOnlyDictionary<string, double>> OwnMetricsAsync(string prefix) =>
        (await ReadAsync("metrics")).Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>An instant query; a selector with a range gives all samples as they were stored.</summary>
    /// <param name="expression">In PromQL.</param>
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

    /// <summary>All samples that were stored of some series in the last minutes, with their times.</summary>
    public Task<IReadOnlyList<PrometheusSeries>> SamplesAsync(string selector) => QueryAsync($"{selector}[5m]");

    /// <summary>Asks until it is so.</summary>
    public Task UntilAsync(string what, Func<Task<bool>> isSo) =>
        Patience.UntilAsync(isSo, () => $"The store last said:\n{string.Join('\n', Log.Split('\n').TakeLast(20))}", what);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>Waits until the process has said that it is ready.</summary>
    protected Task SaidAsync(string line) => _process.WaitForLineAsync(line);
}
