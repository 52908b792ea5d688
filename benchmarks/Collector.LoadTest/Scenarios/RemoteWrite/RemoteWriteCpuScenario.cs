using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios.RemoteWrite;

/// <summary>The same fleet polled without and with remote write, one after the other: what a million samples cost beyond polling.</summary>
internal static class RemoteWriteCpuScenario
{
    private const int WarmUp = 2;

    public static Scenario Scenario { get; } = new(
        "remote-write-cpu", "CPU of remote write to Prometheus for a million samples, beyond polling.",
        new LoadOptions { Devices = 1000, Interfaces = 50, Interval = TimeSpan.FromSeconds(10), Rounds = 6, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var store = await StoreProcess.StartVictoriaAsync(cancelled); // the cheaper of the two, for it runs on the same machine
        var report = new Report("remote-write-cpu");
        var (polling, _) = await MeasureAsync(fleet, options, [], cancelled);
        var (both, sent) = await MeasureAsync(fleet, options, [$"{{ name: store, url: \"{store.WriteUrl}\" }}"], cancelled);
        report.Add("CPU of polling a round", polling / options.Rounds, "s");
        report.Add("CPU of both a round", both / options.Rounds, "s");
        report.Add("samples a round", sent / options.Rounds);
        report.AtMost("CPU beyond polling", (both - polling) / sent * 1e6, 1.5, "s/M samples");
        return report;
    }

    private static async Task<(double Cpu, double Sent)> MeasureAsync(FleetProcess fleet, LoadOptions options, string[] endpoints, CancellationToken cancelled)
    {
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval, RemoteWrite = endpoints }, cancelled);
        var rounds = new Rounds(options.Interval);
        await rounds.UntilAsync(WarmUp, cancelled);
        var (before, usage) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        await rounds.UntilAsync(WarmUp + options.Rounds, cancelled);
        var (after, used) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        return (used.CpuSeconds - usage.CpuSeconds, endpoints.Length == 0 ? 0 : after.Since(before, "collector_remote_write_samples_total{endpoint=\"store\"}"));
    }
}
