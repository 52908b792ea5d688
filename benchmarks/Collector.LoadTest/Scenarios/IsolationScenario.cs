using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>Good targets among every kind of bad one: what the bad do must not be seen in when the good are polled, or in what they say.</summary>
internal static class IsolationScenario
{
    private const int BadOfAKind = 50;
    private const int WarmUp = 3;

    public static Scenario Scenario { get; } = new(
        "isolation", "Good targets beside 50 each of silent, slow, endless, stepping back, 64 kB garbage and dead names: the good are on time.",
        new LoadOptions { Devices = 1000, Interfaces = 20, Interval = TimeSpan.FromSeconds(10), Rounds = 6, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var good = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var bad = await FleetProcess.StartAsync(
            new AgentsPlan
            {
                Devices = 5 * BadOfAKind, Interfaces = options.Interfaces, BaseAddress = "127.9.0.1",
                Silent = 0.2, Slow = 0.2, Endless = 0.2, SteppingBack = 0.2, HugeGarbage = 0.2,
            },
            cancelled);
        var plan = new DaemonPlan
        {
            Groups =
            [
                ("good", [.. good.Targets]), ("bad", [.. bad.Targets]),
                ("dead", [.. Enumerable.Range(1, BadOfAKind).Select(number => $"dead-{number}.invalid:161")]),
            ],
            Interval = options.Interval,
        };
        await using var daemon = await DaemonProcess.StartAsync(plan, cancelled);
        return await MeasureAsync(daemon, good.Plan, options, cancelled);
    }

    private static async Task<Report> MeasureAsync(DaemonProcess daemon, AgentsPlan good, LoadOptions options, CancellationToken cancelled)
    {
        var rounds = new Rounds(options.Interval);
        var (polls, badPolls, totals) = (new PollLog(), new PollLog(), new CheckTotals());
        await rounds.UntilAsync(WarmUp, cancelled);
        var (metrics, usage, began) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage, DateTimeOffset.UtcNow);
        for (var half = 1; half <= 2 * options.Rounds; half++)
        {
            await rounds.UntilAsync(WarmUp + half / 2.0, cancelled);
            polls.Add((await daemon.ReadPollsAsync("good", cancelled)).Where(poll => poll.Started >= began));
            badPolls.Add(await daemon.ReadPollsAsync("bad", cancelled));
            badPolls.Add(await daemon.ReadPollsAsync("dead", cancelled));
            if (half % 2 == 0) totals.Add(await Scrape.ReadAsync(daemon, "metrics?group=good", new FleetPageCheck(good, options.Interval, DateTimeOffset.UtcNow), cancelled));
        }

        var report = new Report("isolation");
        var after = daemon.Usage;
        report.Add("polls of good targets", polls.All.Count());
        report.AtMost("not answered", polls.All.Count(poll => poll.Outcome != "answered"), 0);
        report.AtMost("lateness of good targets, p99", Statistics.Quantile(polls.All.Select(poll => poll.LatenessSeconds), 0.99) * 1000, 50, "ms");
        report.Add("lateness of good targets, p50", Statistics.Median(polls.All.Select(poll => poll.LatenessSeconds)) * 1000, "ms");
        report.Add("lateness of good targets, most", polls.All.Max(poll => poll.LatenessSeconds) * 1000, "ms");
        report.Add("skipped polls, of any target", (await daemon.ReadOwnMetricsAsync(cancelled)).Since(metrics, "collector_polls_missed_total"));
        foreach (var outcome in badPolls.All.CountBy(poll => poll.Outcome)) report.Add($"polls of bad targets, {outcome.Key.Replace('_', ' ')}", outcome.Value);
        report.Add("CPU of a core", (after.CpuSeconds - usage.CpuSeconds) / (options.Rounds * options.Interval.TotalSeconds) * 100, "%");
        report.Add("VmHWM", after.PeakResidentBytes / 1e6, "MB");
        totals.AddTo(report, tornFrom: options.Interval / 2);
        return report;
    }
}
