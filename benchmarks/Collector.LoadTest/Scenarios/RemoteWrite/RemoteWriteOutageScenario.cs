using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios.RemoteWrite;

/// <summary>Prometheus is away while the daemon, with a buffer on disk, is killed twelve times; then it is back, and is asked for what was written before each kill.</summary>
internal static class RemoteWriteOutageScenario
{
    private const int Kills = 12;
    private const string Encoded = "collector_remote_write_samples_encoded_total{endpoint=\"prometheus\"}";
    private const string Pending = "collector_remote_write_samples_pending{endpoint=\"prometheus\"}";

    public static Scenario Scenario { get; } = new(
        "remote-write-outage", "A receiver that is away (--seconds) while the daemon is killed twelve times: what was written arrives.",
        new LoadOptions { Devices = 200, Interfaces = 10, Interval = TimeSpan.FromSeconds(2), Rounds = 0, Length = TimeSpan.FromMinutes(5) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var store = await StoreProcess.StartPrometheusAsync(cancelled);
        var report = new Report("remote-write-outage");
        await store.StopAsync();
        var daemon = await DaemonProcess.StartAsync(new DaemonPlan
        {
            Groups = [("good", [.. fleet.Targets])],
            Interval = options.Interval,
            HasDataFolder = true,
            RemoteWrite = [$"{{ name: prometheus, url: \"{store.WriteUrl}\", queue_config: {{ batch_send_deadline: 1s, max_backoff: 1s }}, buffer: {{ flush_interval: 1s }} }}"],
        }, cancelled);
        try
        {
            var random = new Random(12);
            var (written, reported, peak) = (0.0, 0, 0L);
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.Delay(options.Length / Kills * (0.5 + random.NextDouble()), cancelled);
                written = (await daemon.ReadOwnMetricsAsync(cancelled))[Pending]; // of all runs so far: nothing was sent
                peak = Math.Max(peak, daemon.Usage.PeakResidentBytes);
                daemon = await daemon.KillAndStartAsync(cancelled);
                reported += daemon.Log.Any(line => line.Contains("did not close the buffer", StringComparison.Ordinal)) ? 1 : 0;
            }

            await store.StartAgainAsync(cancelled);
            var drained = System.Diagnostics.Stopwatch.GetTimestamp();
            OwnMetrics own;
            do
            {
                await Task.Delay(500, cancelled);
                own = await daemon.ReadOwnMetricsAsync(cancelled);
            }
            while (own[Pending] > own[Encoded] / 2 && System.Diagnostics.Stopwatch.GetElapsedTime(drained) < TimeSpan.FromMinutes(10));

            report.Add("samples that waited at the last kill", written);
            report.Add("until they had been sent", System.Diagnostics.Stopwatch.GetElapsedTime(drained).TotalSeconds, "s");
            report.AtLeast("samples that Prometheus took", own["collector_remote_write_samples_total{endpoint=\"prometheus\"}"] + own["collector_remote_write_replayed_samples_failed_total{endpoint=\"prometheus\"}"], written);
            report.AtMost("samples refused of this run", own["collector_remote_write_samples_failed_total{endpoint=\"prometheus\"}"], 0);
            report.AtMost("kills that the next run did not report", Kills - reported, 0);
            report.AtMost("VmHWM", Math.Max(peak, daemon.Usage.PeakResidentBytes) / 1e6, 400, "MB");
            await CheckAsync(report, options, fleet, store, cancelled);
        }
        finally
        {
            await daemon.DisposeAsync();
        }

        return report;
    }

    private static async Task CheckAsync(Report report, LoadOptions options, FleetProcess fleet, StoreProcess store, CancellationToken cancelled)
    {
        var window = $"[{(int)(2 * options.Length.TotalSeconds) + 600}s]";
        var check = new StoredFleetCheck(fleet);
        var ups = await store.QueryAsync($"up{window}", cancelled);
        foreach (var devices in fleet.Targets.Chunk(50)) check.Check(ups, await store.QueryAsync($"ifHCInOctets{{instance=~\"{string.Join('|', devices)}\"}}{window}", cancelled));
        report.Add("samples of ifHCInOctets in Prometheus", check.Samples);
        report.Add("samples of polls whose end a kill took", check.Twice); // their devices' up was not written any more, so they count for the poll before
        report.AtMost("wrong values", check.Wrong, 0);
    }
}
