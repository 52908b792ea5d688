using System.Diagnostics;
using Collector.LoadTest.Agents;
using Collector.LoadTest.Clients;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>A fleet is polled and scraped while hostile clients, thousands of them from one address, do what they can: polls are on time, memory stays as it is, and it is told how many scrapes slow readers keep from their turn.</summary>
internal static class ClientsScenario
{
    private const int Connections = 10_000;
    private const int MostOfOneClient = 3000; // docs/security.md
    private const int WarmUp = 3;

    public static Scenario Scenario { get; } = new(
        "clients", "10,000 connections, slow readers, slow and huge headers and odd paths beside polls and scrapes: lateness, memory, who is refused.",
        new LoadOptions { Devices = 400, Interfaces = 50, Interval = TimeSpan.FromSeconds(5), Rounds = 8, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval }, cancelled);
        var rounds = new Rounds(options.Interval);
        await rounds.UntilAsync(WarmUp, cancelled);
        var quiet = await daemon.ReadOwnMetricsAsync(cancelled);
        var scrapesBefore = await ScrapeAsync(daemon, rounds, WarmUp, options.Rounds, cancelled);
        var (before, usageBefore) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);

        await using var clients = ClientsProcess.Start(daemon.Address, Connections);
        var middle = WarmUp + options.Rounds + options.Rounds / 2;
        var scrapes = await ScrapeAsync(daemon, rounds, WarmUp + options.Rounds, options.Rounds / 2, cancelled);
        var usageMiddle = daemon.Usage;
        scrapes.AddRange(await ScrapeAsync(daemon, rounds, middle, options.Rounds / 2, cancelled));
        var (after, usageAfter, counts) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage, await clients.CountsAsync(cancelled));

        var report = new Report("clients");
        var undisturbed = before.HistogramSince(quiet, "collector_poll_lateness_seconds");
        report.Add("lateness before, p99", undisturbed.Estimate(0.99) * 1000, "ms");
        PollFigures.AddTo(report, after, before, latestSeconds: 0.1);
        report.Add("scrape before, p50", Statistics.Median(scrapesBefore) * 1000, "ms");
        report.Add("scrapes turned away", options.Rounds / 2 * 2 - scrapes.Count);
        if (scrapes.Count > 0) report.Add("scrape, p50", Statistics.Median(scrapes) * 1000, "ms");
        if (scrapes.Count > 0) report.Add("scrape, slowest", scrapes.Max() * 1000, "ms");
        report.Add("connections made", counts.Opened);
        report.Add("connections open in the daemon", after["collector_http_connections"]);
        report.AtLeast("connections refused", after.Since(before, "collector_http_connections_refused_total{reason=\"client\"}"), Connections - MostOfOneClient - 500);
        report.Add("odd requests refused", counts.Refused);
        report.Add("CPU", (usageAfter.CpuSeconds - usageBefore.CpuSeconds) / (options.Rounds * options.Interval.TotalSeconds), "cores");
        report.Add("VmRSS before", usageBefore.ResidentBytes / 1e6, "MB");
        report.Add("VmRSS half-way", usageMiddle.ResidentBytes / 1e6, "MB");
        report.Add("VmRSS", usageAfter.ResidentBytes / 1e6, "MB");
        report.AtMost("growth in the second half", (usageAfter.ResidentBytes - usageMiddle.ResidentBytes) / 1e6, 20, "MB");
        return report;
    }

    /// <summary>A page of everything each round, with a connection of its own.</summary>
    private static async Task<List<double>> ScrapeAsync(DaemonProcess daemon, Rounds rounds, int first, int count, CancellationToken cancelled)
    {
        var seconds = new List<double>();
        for (var round = first; round < first + count; round++)
        {
            using var http = new HttpClient { BaseAddress = daemon.Address };
            http.DefaultRequestHeaders.Add("X-Prometheus-Scrape-Timeout-Seconds", "10");
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync("metrics", cancelled);
            if (answer.IsSuccessStatusCode) seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds); // else slow readers have all turns
            await rounds.UntilAsync(round + 1, cancelled);
        }

        return seconds;
    }
}
