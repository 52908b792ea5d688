using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>A healthy fleet, polled on time and scraped once a round; then as many rounds without scrapes, to see what a poll alone allocates.</summary>
internal static class SteadyScenario
{
    private const int WarmUp = 2; // rounds: the first is spread differently and grows everything, the second is compiled again

    public static Scenario Scenario { get; } = new(
        "steady", "A healthy fleet: CPU, memory, lateness, allocations.",
        new LoadOptions { Devices = 2000, Interfaces = 50, Interval = TimeSpan.FromSeconds(30), Rounds = 5, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval }, cancelled);
        var rounds = new Rounds(options.Interval);
        var report = new Report("steady");
        await rounds.UntilAsync(WarmUp - 0.5, cancelled);
        await PlainScrape.TimeAsync(daemon.Address, gzip: false, cancelled);

        await rounds.UntilAsync(WarmUp, cancelled);
        var (metrics, usage) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        var scrapes = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            await rounds.UntilAsync(WarmUp + round + 0.5, cancelled);
            scrapes.Add((await PlainScrape.TimeAsync(daemon.Address, gzip: false, cancelled)).Seconds);
        }

        await rounds.UntilAsync(WarmUp + options.Rounds, cancelled);
        var (scraped, scrapedUsage) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        Describe(report, options, scraped, metrics, scrapedUsage, usage);
        report.Add("scrape, median", Statistics.Median(scrapes) * 1000, "ms");

        await rounds.UntilAsync(WarmUp + 2 * options.Rounds, cancelled);
        var (last, lastUsage) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        var varbinds = Varbinds(last, scraped);
        report.Add("CPU without scrapes", (lastUsage.CpuSeconds - scrapedUsage.CpuSeconds) / varbinds * 1e6, "s/M varbinds");
        report.AtMost("allocated per varbind", last.Since(scraped, "collector_allocated_bytes_total") / varbinds, 0.1, "B");
        var counters = await fleet.CountersAsync(cancelled);
        report.AtMost("simulator's own drops", counters["socket_drops"] + counters["send_failures"], 0);
        return report;
    }

    private static void Describe(Report report, LoadOptions options, OwnMetrics now, OwnMetrics before, ProcessUsage usage, ProcessUsage usedBefore)
    {
        var cpu = usage.CpuSeconds - usedBefore.CpuSeconds;
        var varbinds = Varbinds(now, before);
        var requests = now.Since(before, "collector_snmp_requests_total");
        report.Add("varbinds a round", varbinds / options.Rounds);
        report.Add("requests a round", requests / options.Rounds);
        report.Add("requests a second", requests / options.Rounds / options.Interval.TotalSeconds);
        report.AtMost("CPU", cpu / varbinds * 1e6, 1.0, "s/M varbinds");
        report.Add("CPU, user", (usage.UserSeconds - usedBefore.UserSeconds) / varbinds * 1e6, "s/M varbinds");
        report.Add("CPU, kernel", (usage.SystemSeconds - usedBefore.SystemSeconds) / varbinds * 1e6, "s/M varbinds");
        report.Add("CPU a request", cpu / requests * 1e6, "us");
        PollFigures.AddTo(report, now, before, latestSeconds: 0.1);
        report.AtMost("VmHWM", usage.PeakResidentBytes / 1e6, 1000, "MB");
    }

    private static double Varbinds(OwnMetrics now, OwnMetrics before) =>
        now.Since(before, "collector_varbinds_total") + now.Since(before, "collector_varbinds_unmapped_total");
}
