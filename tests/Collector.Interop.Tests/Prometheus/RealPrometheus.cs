using System.Net;
using System.Text.Json;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>Debian's Prometheus on a loopback address of its own, scraping every second.</summary>
internal sealed class RealPrometheus : QueriedStore
{
    private static readonly IPAddress Address = IPAddress.Parse("127.76.2.1");

    private RealPrometheus(PeerProcess process, TemporaryFolder folder, IPEndPoint endpoint)
        : base(process, folder, endpoint)
    {
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="scrapeConfigs">The items of <c>scrape_configs</c>, as YAML.</param>
    /// <param name="rules">A rule file's text; none when empty.</param>
    /// <param name="alertmanager">Host and port of who is told of alerts; nobody when empty.</param>
    public static async Task<RealPrometheus> StartAsync(string scrapeConfigs, string rules = "", string alertmanager = "")
    {
        var (folder, endpoint) = (new TemporaryFolder(), FreePort.Tcp(Address));
        if (rules.Length > 0) folder.Write("rules.yml", rules);
        var configuration = folder.Write("prometheus.yml", $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: [{{(rules.Length > 0 ? "rules.yml" : "")}}]
            alerting: { alertmanagers: [ { static_configs: [ { targets: [{{(alertmanager.Length > 0 ? $"\"{alertmanager}\"" : "")}}] } ] } ] }
            scrape_configs:
            {{scrapeConfigs}}

            """);
        // At level debug it says when it cannot take a page: that is what a parse error looks like from outside.
        var process = PeerProcess.Start("/usr/bin/prometheus",
            [$"--config.file={configuration}", $"--storage.tsdb.path={folder["data"]}", $"--web.listen-address={endpoint}", "--web.enable-remote-write-receiver", "--log.level=debug"]);
        var prometheus = new RealPrometheus(process, folder, endpoint);
        await prometheus.SaidAsync("Server is ready to receive web requests");
        return prometheus;
    }

    /// <summary>Waits until it has found so many targets. The labels of those that it scrapes, by their job, which has one target each; relabelling dropped the others.</summary>
    /// <remarks>What it shows as a target's labels before relabelling, it may have changed while relabelling.</remarks>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> TargetsAsync(int count)
    {
        var data = default(JsonElement);
        await UntilAsync($"it has {count} targets", async () =>
        {
            using var json = JsonDocument.Parse(await ReadAsync("api/v1/targets?state=any"));
            data = json.RootElement.GetProperty("data").Clone();
            return data.GetProperty("activeTargets").GetArrayLength() + data.GetProperty("droppedTargets").GetArrayLength() >= count;
        });
        return data.GetProperty("activeTargets").EnumerateArray().ToDictionary(target => target.GetProperty("scrapePool").GetString()!, Labels, StringComparer.Ordinal);

        static IReadOnlyDictionary<string, string> Labels(JsonElement target) =>
            target.GetProperty("labels").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal);
    }
}
