using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>Pages of a million series while polls go on: how long they take, and that memory stays as it is.</summary>
internal static class ScrapeScenario
{
    private const int Scrapes = 5;

    public static Scenario Scenario { get; } = new(
        "scrape", "Scrapes of a million series, plain and gzip, while polls go on.",
        new LoadOptions { Devices = 520, Interfaces = 50, Interval = TimeSpan.FromSeconds(10), Rounds = 3, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval }, cancelled);
        var rounds = new Rounds(options.Interval);
        await rounds.UntilAsync(2.5, cancelled);
        var check = await Scrape.ReadAsync(daemon, "metrics", new FleetPageCheck(fleet.Plan, options.Interval, DateTimeOffset.UtcNow), cancelled);
        for (var scrape = 0; scrape < Scrapes; scrape++)
        {
            foreach (var gzip in new[] { false, true }) await PlainScrape.TimeAsync(daemon.Address, gzip, cancelled); // code is compiled again, buffers grow
        }


        var (metrics, usage) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        var (plain, zipped) = (new List<(double Seconds, long Bytes)>(), new List<(double Seconds, long Bytes)>());
        for (var scrape = 0; scrape < Scrapes; scrape++)
        {
            await rounds.UntilAsync(3 + scrape * (double)options.Rounds / Scrapes, cancelled);
            plain.Add(await PlainScrape.TimeAsync(daemon.Address, gzip: false, cancelled));
            zipped.Add(await PlainScrape.TimeAsync(daemon.Address, gzip: true, cancelled));
        }

        await rounds.UntilAsync(3 + options.Rounds, cancelled);
        var report = new Report("scrape");
        var after = daemon.Usage;
        report.AtLeast("series", check.Series, 1_000_000);
        report.AtMost("wrong values", check.Wrong, 0);
        report.AtMost("plain, median", Statistics.Median(plain.Select(scrape => scrape.Seconds)) * 1000, 300, "ms");
        report.Add("plain, fastest", plain.Min(scrape => scrape.Seconds) * 1000, "ms");
        report.Add("plain", plain[^1].Bytes / 1e6, "MB");
        report.Add("gzip, median", Statistics.Median(zipped.Select(scrape => scrape.Seconds)) * 1000, "ms");
        report.Add("gzip, fastest", zipped.Min(scrape => scrape.Seconds) * 1000, "ms");
        report.Add("gzip", zipped[^1].Bytes / 1e6, "MB");
        report.Add("VmRSS before", usage.ResidentBytes / 1e6, "MB");
        report.AtMost("VmHWM grew by", (after.PeakResidentBytes - usage.PeakResidentBytes) / 1e6, 10, "MB");
        PollFigures.AddTo(report, await daemon.ReadOwnMetricsAsync(cancelled), metrics, latestSeconds: 0.1);
        return report;
    }
}
