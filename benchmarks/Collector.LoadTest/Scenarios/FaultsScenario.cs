using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;
using Collector.Simulator;

namespace Collector.LoadTest.Scenarios;

/// <summary>The same fleet twice: without faults, then with silent devices, loss, garbage and duplicates. The healthy devices must notice nothing.</summary>
internal static class FaultsScenario
{
    private const int WarmUp = 2;

    public static Scenario Scenario { get; } = new(
        "faults", "20 % silent, 2 % loss, 1 % garbage, 2 % duplicates: healthy devices are asked as before, and no value is ever wrong.",
        new LoadOptions { Devices = 1000, Interfaces = 50, Interval = TimeSpan.FromSeconds(30), Rounds = 5, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        var report = new Report("faults");
        var healthy = new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces };
        var faulty = healthy with { Silent = 0.2, Loss = 0.02, Garbage = 0.01, Duplicate = 0.02 };
        var clean = await MeasureAsync(healthy, options, null, cancelled);
        var hurt = await MeasureAsync(faulty, options, report, cancelled);

        var devices = Enumerable.Range(0, options.Devices).Where(device => hurt.Natures[device] == DeviceNature.Healthy).ToList();
        report.Add("healthy devices", devices.Count);
        report.Add("requests a healthy device a round, clean", devices.Average(device => clean.Requests[device]) / options.Rounds);
        report.Add("requests a healthy device a round, faulty", devices.Average(device => hurt.Requests[device]) / options.Rounds);
        report.AtMost("their polls with other requests than clean", devices.Sum(device => hurt.FirstSendings[device].Except(clean.FirstSendings[device]).Count()), 0);
        return report;
    }

    private static async Task<Measured> MeasureAsync(AgentsPlan plan, LoadOptions options, Report? report, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(plan, cancelled);
        await using var daemon = await DaemonProcess.StartAsync(
            new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval, Timeout = TimeSpan.FromSeconds(1) }, cancelled);
        var rounds = new Rounds(options.Interval);
        var polls = new PollLog();
        var totals = new CheckTotals();
        await rounds.UntilAsync(WarmUp, cancelled);
        var (metrics, requests) = (await daemon.ReadOwnMetricsAsync(cancelled), await fleet.RequestsAsync(cancelled));
        for (var round = 0; round < options.Rounds; round++)
        {
            await rounds.UntilAsync(WarmUp + round + 0.5, cancelled);
            totals.Add(await Scrape.ReadAsync(daemon, "metrics", new FleetPageCheck(plan, options.Interval, DateTimeOffset.UtcNow), cancelled));
            polls.Add(await daemon.ReadPollsAsync("good", cancelled));
            await rounds.UntilAsync(WarmUp + round + 1, cancelled);
            polls.Add(await daemon.ReadPollsAsync("good", cancelled));
        }

        var after = await fleet.RequestsAsync(cancelled);
        if (report is not null)
        {
            PollFigures.AddTo(report, await daemon.ReadOwnMetricsAsync(cancelled), metrics, latestSeconds: 0.1, areHealthy: false);
            totals.AddTo(report, tornFrom: null);
        }

        return new Measured(
            [.. after.Zip(requests, (late, early) => late - early)], await fleet.NaturesAsync(cancelled),
            [.. fleet.Targets.Select(target => polls.Of(target).Where(poll => poll.Outcome == "answered").Select(poll => poll.Requests - poll.Retries).ToHashSet())]);
    }

    /// <summary>By device: requests that arrived, what it is, and how many requests its whole polls had, retries not counted.</summary>
    private sealed record Measured(long[] Requests, DeviceNature[] Natures, IReadOnlyList<IReadOnlySet<int>> FirstSendings);
}
