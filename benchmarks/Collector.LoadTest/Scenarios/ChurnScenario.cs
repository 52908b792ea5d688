using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>A tenth of the targets leaves the target file and another tenth comes back, every two seconds: the others are not disturbed, memory stays.</summary>
internal static class ChurnScenario
{
    private const int Parts = 20; // of which one at a time is missing; the upper half of the fleet is never touched
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Scenario Scenario { get; } = new(
        "churn", "Target files that change all the time: untouched targets are polled on time, gone ones are gone from the page.",
        new LoadOptions { Devices = 500, Interfaces = 20, Interval = TimeSpan.FromSeconds(10), Rounds = 0, Length = TimeSpan.FromMinutes(2) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        var targets = fleet.Targets.ToArray();
        await using var daemon = await DaemonProcess.StartAsync(
            new DaemonPlan { Groups = [("good", targets[..(targets.Length / 2)]), ("untouched", targets[(targets.Length / 2)..])], Interval = options.Interval }, cancelled);
        await Task.Delay(2 * options.Interval, cancelled);

        var (polls, delays, began) = (new PollLog(), new List<double>(), DateTimeOffset.UtcNow);
        var (metrics, usage, quarter) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage, 0L);
        var changes = (int)(options.Length / Every);
        var clock = new Rounds(Every);
        for (var change = 1; change <= changes; change++)
        {
            var present = Without(targets[..(targets.Length / 2)], change % (Parts / 2));
            daemon.ReplaceTargets("good", present);
            delays.Add(await UntilShownAsync(daemon, present.Length, cancelled));
            polls.Add((await daemon.ReadPollsAsync("untouched", cancelled)).Where(poll => poll.Started >= began));
            if (change == changes / 4) quarter = daemon.Usage.PeakResidentBytes;
            await clock.UntilAsync(change, cancelled);
        }

        var (after, usageAfter) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        var report = new Report("churn");
        report.Add("changes", changes);
        report.Add("targets a change", targets.Length / Parts * 2);
        report.AtMost("from file to page, p99", Statistics.Quantile(delays, 0.99), Patience.TotalSeconds, "s");
        report.Add("from file to page, median", Statistics.Median(delays), "s");
        report.Add("polls of untouched targets", polls.All.Count());
        report.AtMost("not answered", polls.All.Count(poll => poll.Outcome != "answered"), 0);
        report.AtMost("lateness of untouched targets, p99", Statistics.Quantile(polls.All.Select(poll => poll.LatenessSeconds), 0.99) * 1000, 100, "ms");
        report.AtMost("polls skipped", after.Since(metrics, "collector_polls_missed_total"), 0);
        report.Add("VmRSS before", usage.ResidentBytes / 1e6, "MB");
        report.AtMost("VmHWM grew after the first quarter by", (usageAfter.PeakResidentBytes - quarter) / 1e6, 20, "MB");
        return report;
    }

    private static string[] Without(string[] targets, int part) => [.. targets.Where((_, index) => index * (Parts / 2) / targets.Length != part)];

    /// <summary>Seconds until the list of targets is the new one.</summary>
    private static async Task<double> UntilShownAsync(DaemonProcess daemon, int targets, CancellationToken cancelled)
    {
        var start = DateTimeOffset.UtcNow;
        while (true)
        {
            var page = await Scrape.ReadAsync(daemon, "metrics?group=good", new UpCount(), cancelled);
            var elapsed = DateTimeOffset.UtcNow - start;
            if (page.Targets == targets || elapsed > Patience) return elapsed.TotalSeconds;
            await Task.Delay(50, cancelled);
        }
    }

    /// <summary>Counts the targets of a page.</summary>
    private sealed class UpCount : ILineHandler
    {
        public int Targets { get; private set; }

        public void OnLine(ReadOnlySpan<byte> line)
        {
            if (line.StartsWith("collector_polls_total{"u8)) Targets++;
        }
    }
}
