using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>A fifth of a large fleet dies between two polls: the others must be asked the same as if nobody had, take no longer, and be on time.</summary>
/// <remarks>
/// Two runs, each with processes of its own; in the first nobody dies. So what the daemon has learned of a device is as old in both when its polls are
/// compared. Everything is read in every poll, because what has a slower pace would be read in one run and not in the other.
/// </remarks>
internal static class DeadScenario
{
    private const int WarmUp = 2;
    private const int OneOf = 5;
    private const double MostPercent = 10;

    public static Scenario Scenario { get; } = new(
        "dead", "10,000 devices, of which 20 % die: the others are asked as before, their polls take no longer, and they are on time.",
        new LoadOptions { Devices = 10_000, Interfaces = 10, Interval = TimeSpan.FromSeconds(60), Rounds = 5, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        var clean = await MeasureAsync(options, isAnyToDie: false, new Report("dead"), cancelled);
        var report = new Report("dead");
        var hurt = await MeasureAsync(options, isAnyToDie: true, report, cancelled);

        var living = Enumerable.Range(0, options.Devices).Where(device => !Dies(device)).ToArray();
        report.Add("devices that live on", living.Length);
        report.Add("requests that came to one in a round, clean", living.Average(device => clean.Requests[device]) / options.Rounds);
        report.Add("requests that came to one in a round, hurt", living.Average(device => hurt.Requests[device]) / options.Rounds);
        report.Add("requests to a dead one in a round", Enumerable.Range(0, options.Devices).Where(Dies).Average(device => hurt.Requests[device]) / options.Rounds);
        report.AtMost("their polls that were not answered", living.Sum(device => hurt.Polls[device].Count(poll => poll.Outcome != "answered")), 0);
        report.AtMost("their polls with other requests than clean", living.Sum(device => OtherThan(clean.Polls[device], hurt.Polls[device])), 0);
        AddRounds(report, options, [.. living.Select(device => clean.Polls[device])], [.. living.Select(device => hurt.Polls[device])]);
        return report;
    }

    private static bool Dies(int device) => device % OneOf == 0;

    /// <summary>Polls of one device that sent a number of requests which none of its polls in the other run did.</summary>
    private static int OtherThan(IReadOnlyList<PollReading> clean, IReadOnlyList<PollReading> hurt)
    {
        var known = clean.Select(poll => poll.Requests - poll.Retries).ToHashSet();
        return hurt.Count(poll => !known.Contains(poll.Requests - poll.Retries));
    }

    /// <summary>A round of the living is one poll of each; it takes as long as they take on average.</summary>
    private static void AddRounds(Report report, LoadOptions options, IReadOnlyList<PollReading>[] clean, IReadOnlyList<PollReading>[] hurt)
    {
        var (before, after) = (MedianRound(options, clean), MedianRound(options, hurt));
        report.Add("a poll of theirs, median round, clean", before * 1000, "ms");
        report.Add("a poll of theirs, median round, hurt", after * 1000, "ms");
        report.AtMost("longer by", (after / before - 1) * 100, MostPercent, "%");
        foreach (var quantile in (double[])[0.5, 0.99])
        {
            report.Add($"a poll of theirs, p{quantile * 100:0}, clean", Statistics.Quantile(clean.SelectMany(Durations), quantile) * 1000, "ms");
            report.Add($"a poll of theirs, p{quantile * 100:0}, hurt", Statistics.Quantile(hurt.SelectMany(Durations), quantile) * 1000, "ms");
        }
    }

    private static double MedianRound(LoadOptions options, IReadOnlyList<PollReading>[] polls) => Statistics.Median(
        Enumerable.Range(0, options.Rounds).Select(round => polls.Where(device => device.Count > round).Average(device => device[round].DurationSeconds)));

    private static IEnumerable<double> Durations(IReadOnlyList<PollReading> polls) => polls.Select(poll => poll.DurationSeconds);

    private static async Task<Measured> MeasureAsync(LoadOptions options, bool isAnyToDie, Report report, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        var plan = new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval, Paces = false };
        await using var daemon = await DaemonProcess.StartAsync(plan, cancelled);
        var rounds = new Rounds(options.Interval);
        await rounds.UntilAsync(WarmUp, cancelled);
        for (var device = 0; isAnyToDie && device < options.Devices; device += OneOf) await fleet.EditAsync("kill", device, cancelled);
        var (metrics, requests, usage, begun) = (await daemon.ReadOwnMetricsAsync(cancelled), await fleet.RequestsAsync(cancelled), daemon.Usage, DateTimeOffset.UtcNow);
        var log = new PollLog();
        for (var half = 1; half <= 2 * options.Rounds; half++)
        {
            await rounds.UntilAsync(WarmUp + (half / 2.0), cancelled);
            log.Add(await daemon.ReadPollsAsync("good", cancelled));
        }

        var (after, arrived, used) = (await daemon.ReadOwnMetricsAsync(cancelled), await fleet.RequestsAsync(cancelled), daemon.Usage);
        PollFigures.AddTo(report, after, metrics, latestSeconds: 0.05, areHealthy: !isAnyToDie);
        report.Add("CPU of a core", (used.CpuSeconds - usage.CpuSeconds) / (options.Rounds * options.Interval.TotalSeconds) * 100, "%");
        report.Add("VmHWM", used.PeakResidentBytes / 1e6, "MB");
        var counters = await fleet.CountersAsync(cancelled);
        report.AtMost("simulator's own drops", counters["socket_drops"] + counters["send_failures"], 0);
        return new Measured(
            [.. arrived.Zip(requests, (late, early) => late - early)],
            [.. fleet.Targets.Select(target => log.Of(target).Where(poll => poll.Started >= begun).OrderBy(poll => poll.Started).ToList())]);
    }

    /// <summary>By device, of the rounds measured: requests that arrived, and its polls in order.</summary>
    private sealed record Measured(long[] Requests, IReadOnlyList<PollReading>[] Polls);
}
