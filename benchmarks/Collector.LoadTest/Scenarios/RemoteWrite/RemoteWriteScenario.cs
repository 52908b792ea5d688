using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios.RemoteWrite;

/// <summary>A fleet that is sent to real Prometheus and VictoriaMetrics for a while; then both are asked for every sample.</summary>
internal static class RemoteWriteScenario
{
    public static Scenario Scenario { get; } = new(
        "remote-write", "Every poll of a fleet in Prometheus and VictoriaMetrics: once, at its time, with its value.",
        new LoadOptions { Devices = 200, Interfaces = 10, Interval = TimeSpan.FromSeconds(10), Rounds = 0, Length = TimeSpan.FromMinutes(1) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var prometheus = await StoreProcess.StartPrometheusAsync(cancelled);
        await using var victoria = await StoreProcess.StartVictoriaAsync(cancelled);
        var report = new Report("remote-write");
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan
        {
            Groups = [("good", [.. fleet.Targets])],
            Interval = options.Interval,
            RemoteWrite = [$"{{ name: prometheus, url: \"{prometheus.WriteUrl}\" }}", $"{{ name: victoria, url: \"{victoria.WriteUrl}\" }}"],
        }, cancelled);
        await Task.Delay(options.Length / 2, cancelled);
        await fleet.ToggleRowsAsync(0, 1, cancelled);
        await Task.Delay(options.Length / 2, cancelled);
        foreach (var store in (StoreProcess[])[prometheus, victoria]) await EndedAsync(report, options, fleet, store, cancelled);
        var own = await daemon.ReadOwnMetricsAsync(cancelled);
        await daemon.EndAsync();
        await Task.Delay(TimeSpan.FromSeconds(5), cancelled); // until VictoriaMetrics shows what came last
        foreach (var store in (StoreProcess[])[prometheus, victoria]) await CheckAsync(report, options, fleet, store, cancelled);
        report.AtMost("prometheus: out of order, out of bounds", await prometheus.OwnAsync("prometheus_tsdb_out_of_", cancelled), 0);
        foreach (var name in (string[])["prometheus", "victoria"])
            report.AtMost($"{name}: samples refused", own[$"collector_remote_write_samples_failed_total{{endpoint=\"{name}\"}}"], 0);
        return report;
    }

    /// <summary>The interface that was removed shows no more, though its last sample is younger than the five minutes for which it would without a marker.</summary>
    private static async Task EndedAsync(Report report, LoadOptions options, FleetProcess fleet, StoreProcess store, CancellationToken cancelled)
    {
        var there = await store.QueryAsync($"ifHCInOctets{{instance=\"{fleet.Target(0)}\"}}", cancelled);
        report.AtMost($"{store.Name}: interfaces shown of the device that lost one", there.Count, options.Interfaces - 1);
        report.AtLeast($"{store.Name}: interfaces shown of it", there.Count, options.Interfaces - 1);
    }

    private static async Task CheckAsync(Report report, LoadOptions options, FleetProcess fleet, StoreProcess store, CancellationToken cancelled)
    {
        var window = $"[{(int)options.Length.TotalSeconds + 300}s]";
        var check = new StoredFleetCheck(fleet);
        var ups = await store.QueryAsync($"up{window}", cancelled);
        foreach (var devices in fleet.Targets.Chunk(50)) check.Check(ups, await store.QueryAsync($"ifHCInOctets{{instance=~\"{string.Join('|', devices)}\"}}{window}", cancelled));
        report.Add($"{store.Name}: samples of ifHCInOctets", check.Samples);
        report.AtLeast($"{store.Name}: devices", ups.Count, options.Devices);
        report.AtMost($"{store.Name}: missing", check.Missing, 0);
        report.AtMost($"{store.Name}: twice", check.Twice, 0);
        report.AtMost($"{store.Name}: wrong values", check.Wrong, 0);
        report.AtMost($"{store.Name}: rate, furthest off", check.WorstRatePercent, 0.1, "%");
    }
}
