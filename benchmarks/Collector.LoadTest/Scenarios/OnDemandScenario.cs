using System.Diagnostics;
using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>Every device is asked through <c>/snmp</c> at the same moment, round after round; nothing is polled by schedule.</summary>
internal static class OnDemandScenario
{
    private const int WarmUp = 5; // rounds: the first makes every session, and with 400 pages at once compilation comes late

    public static Scenario Scenario { get; } = new(
        "ondemand", "Concurrent requests of /snmp for as many devices: memory, CPU, latency.",
        new LoadOptions { Devices = 400, Interfaces = 100, Interval = TimeSpan.FromSeconds(15), Rounds = 4, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan { Groups = [("good", [])], Interval = options.Interval, AnyTarget = true }, cancelled);
        var rounds = new Rounds(options.Interval);
        var first = await AskAllAsync(daemon, fleet, cancelled);
        for (var round = 1; round < WarmUp; round++)
        {
            await rounds.UntilAsync(round, cancelled);
            await AskAllAsync(daemon, fleet, cancelled);
        }

        var (metrics, usage) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        var answers = new List<(double Seconds, long Bytes, bool IsGood)>();
        for (var round = 0; round < options.Rounds; round++)
        {
            await rounds.UntilAsync(WarmUp + round, cancelled);
            answers.AddRange(await AskAllAsync(daemon, fleet, cancelled));
        }

        var (after, usageAfter) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        var varbinds = after.Since(metrics, "collector_varbinds_total") + after.Since(metrics, "collector_varbinds_unmapped_total");
        var report = new Report("ondemand");
        report.AtMost("failed requests", answers.Concat(first).Count(answer => !answer.IsGood), 0);
        report.Add("varbinds a round", varbinds / options.Rounds);
        report.Add("first round, slowest", first.Max(answer => answer.Seconds), "s");
        report.Add("latency, p50", Statistics.Median(answers.Select(answer => answer.Seconds)), "s");
        report.Add("latency, p99", Statistics.Quantile(answers.Select(answer => answer.Seconds), 0.99), "s");
        report.Add("page", answers[^1].Bytes / 1e3, "kB");
        report.AtMost("CPU", (usageAfter.CpuSeconds - usage.CpuSeconds) / varbinds * 1e6, 0.7, "us/varbind"); // a twentieth of snmp_exporter's 14
        report.Add("allocated per varbind", after.Since(metrics, "collector_allocated_bytes_total") / varbinds, "B");
        report.Add("VmRSS", usageAfter.ResidentBytes / 1e6, "MB");
        report.AtMost("VmHWM", usageAfter.PeakResidentBytes / 1e6, 200, "MB");
        return report;
    }

    private static Task<(double Seconds, long Bytes, bool IsGood)[]> AskAllAsync(DaemonProcess daemon, FleetProcess fleet, CancellationToken cancelled) =>
        Task.WhenAll(fleet.Targets.Select(target => AskAsync(daemon, target, cancelled)));

    private static async Task<(double Seconds, long Bytes, bool IsGood)> AskAsync(DaemonProcess daemon, string target, CancellationToken cancelled)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await daemon.Http.GetAsync($"snmp?target={target}&module=if_mib", HttpCompletionOption.ResponseHeadersRead, cancelled);
        await using var body = await answer.Content.ReadAsStreamAsync(cancelled);
        var buffer = new byte[64 * 1024];
        var bytes = 0L;
        while (await body.ReadAsync(buffer, cancelled) is > 0 and var read) bytes += read;
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, bytes, answer.IsSuccessStatusCode);
    }
}
