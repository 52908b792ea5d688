using System.Net;
using System.Text.Json;
using Collector.Testing;

namespace Collector.Interop.Tests.Peers;

/// <summary>Debian's Alertmanager on a loopback address of its own, which keeps what it is told.</summary>
internal sealed class RealAlertmanager : IAsyncDisposable
{
    private static readonly IPAddress Listen = IPAddress.Parse("127.76.2.2");

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly PeerProcess _process;

    private RealAlertmanager()
    {
        var endpoint = FreePort.Tcp(Listen);
        (Address, _http.BaseAddress) = (endpoint.ToString(), new Uri($"http://{endpoint}/"));
        var configuration = _folder.Write("alertmanager.yml", "route: { receiver: nobody }\nreceivers: [ { name: nobody } ]\n");
        _process = PeerProcess.Start("/usr/bin/prometheus-alertmanager",
            [$"--config.file={configuration}", $"--storage.path={_folder["data"]}", $"--web.listen-address={endpoint}", "--cluster.listen-address="]);
    }

    /// <summary>Host and port.</summary>
    public string Address { get; }

    public static async Task<RealAlertmanager> StartAsync()
    {
        var alertmanager = new RealAlertmanager();
        await alertmanager._process.WaitForLineAsync("Listening");
        return alertmanager;
    }

    /// <summary>The names of the alerts that it holds, with their instances where they have one.</summary>
    public async Task<IReadOnlyList<(string Name, string Instance)>> AlertsAsync()
    {
        using var json = JsonDocument.Parse(await _http.GetStringAsync(new Uri("api/v2/alerts", UriKind.Relative)));
        return [.. json.RootElement.EnumerateArray().Select(alert => alert.GetProperty("labels"))
            .Select(labels => (labels.GetProperty("alertname").GetString()!, labels.TryGetProperty("instance", out var instance) ? instance.GetString()! : ""))];
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
