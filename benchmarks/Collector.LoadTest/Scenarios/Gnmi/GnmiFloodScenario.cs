using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios.Gnmi;

/// <summary>One target sends messages without a pause: its last values arrive, and the others' updates are not held up.</summary>
internal static class GnmiFloodScenario
{
    private const double MostDelayMilliseconds = 100;

    public static Scenario Scenario { get; } = new(
        "gnmi-flood", "One target floods beside good ones: the last value of the flood arrives, and nobody else is late.",
        new LoadOptions { Devices = 200, Interfaces = 1, Interval = TimeSpan.FromSeconds(1), Rounds = 0, Length = TimeSpan.FromSeconds(30) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var good = await GnmiProcess.StartAsync(GnmiFleets.Of(options, hasTls: false), cancelled);
        await using var bad = await GnmiProcess.StartAsync(new GnmiPlan { Devices = 1, Interfaces = 1, BaseAddress = "127.9.0.1", FloodFor = options.Length }, cancelled);
        await using var daemon = await DaemonProcess.StartAsync(GnmiFleets.Plan(good, options.Interval, ("good", []), ("bad", [])), cancelled);
        await GnmiFleets.ConnectAsync(daemon, good, "good", cancelled);
        await Task.Delay(TimeSpan.FromSeconds(10), cancelled);

        var quiet = await Delays(daemon, cancelled);
        var (usage, floodBegan) = (daemon.Usage, TimeProvider.System.GetTimestamp());
        await GnmiFleets.ConnectAsync(daemon, bad, "bad", cancelled);
        while ((await bad.FloodEndsAsync(cancelled))[0] is null) await Task.Delay(100, cancelled);
        var (sent, usageAfter) = (await bad.CountersAsync(cancelled), daemon.Usage);
        var seconds = TimeProvider.System.GetElapsedTime(floodBegan).TotalSeconds;
        var delays = (await Delays(daemon, cancelled)).Since(quiet);
        await Task.Delay(TimeSpan.FromSeconds(2), cancelled); // what is still in the windows

        var report = new Report("gnmi-flood");
        report.Add("messages of the flood a second", sent.Messages / seconds);
        report.Add("CPU of a core", (usageAfter.CpuSeconds - usage.CpuSeconds) / seconds * 100, "%");
        report.Add("messages of the others", delays.Count);
        report.AtMost("delay of the others, p99", delays.Estimate(0.99) * 1000, MostDelayMilliseconds, "ms");
        report.Add("delay of the others, p50", delays.Estimate(0.5) * 1000, "ms");
        var last = await Scrape.ReadAsync(daemon, "metrics?group=bad", new LastValueCheck((await bad.FloodEndsAsync(cancelled))[0]!.Value), cancelled);
        report.AtLeast("last values of the flood that arrived", last.Right, GnmiFleets.Leaves);
        var check = await Scrape.ReadAsync(daemon, "metrics?group=good", new GnmiPageCheck(good.Plan, 3 * options.Interval, DateTimeOffset.UtcNow), cancelled);
        check.AddTo(report, (long)options.Devices * options.Interfaces * GnmiFleets.Leaves);
        return report;
    }

    private static Task<IngestDelays> Delays(DaemonProcess daemon, CancellationToken cancelled) => Scrape.ReadAsync(daemon, "metrics?group=good", new IngestDelays(), cancelled);
}
