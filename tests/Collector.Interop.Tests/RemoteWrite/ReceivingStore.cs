using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Interop.Tests.Prometheus;
using Collector.Testing;

namespace Collector.Interop.Tests.RemoteWrite;

/// <summary>Debian's Prometheus or VictoriaMetrics, which scrapes nothing and takes remote write.</summary>
internal sealed class ReceivingStore : QueriedStore
{
    private ReceivingStore(PeerProcess process, TemporaryFolder folder, IPEndPoint endpoint)
        : base(process, folder, endpoint)
    {
    }

    public static async Task<ReceivingStore> StartPrometheusAsync(IPAddress address)
    {
        var (folder, endpoint) = (new TemporaryFolder(), FreePort.Tcp(address));
        var process = PeerProcess.Start("/usr/bin/prometheus",
            [$"--config.file={folder.Write("prometheus.yml", "global: {}\n")}", $"--storage.tsdb.path={folder["data"]}", $"--web.listen-address={endpoint}", "--web.enable-remote-write-receiver"]);
        var store = new ReceivingStore(process, folder, endpoint);
        await store.SaidAsync("Server is ready to receive web requests");
        return store;
    }

    public static async Task<ReceivingStore> StartVictoriaAsync(IPAddress address)
    {
        var (folder, endpoint) = (new TemporaryFolder(), FreePort.Tcp(address));
        var process = PeerProcess.Start("/usr/bin/victoria-metrics",
            [$"-storageDataPath={folder["data"]}", $"-httpListenAddr={endpoint}", "-search.latencyOffset=0s", "-search.disableCache", "-memory.allowedBytes=64MB"]);
        var store = new ReceivingStore(process, folder, endpoint);
        await store.UntilAsync("it serves HTTP", () => store.AnswersAsync("health"));
        return store;
    }
}
