using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios.Gnmi;

/// <summary>All connections are cut at once: they come back soon, at a pace that leaves a core for the rest, and with right values.</summary>
internal static class GnmiStormScenario
{
    private const double MostSeconds = 60;
    private const double MostCpu = 1;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    public static Scenario Scenario { get; } = new(
        "gnmi-storm", "All targets over TLS are cut off at once: back within a minute, at no more than a core.",
        new LoadOptions { Devices = 2000, Interfaces = 1, Interval = TimeSpan.FromSeconds(1), Rounds = 0, Length = TimeSpan.FromSeconds(70) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await GnmiProcess.StartAsync(GnmiFleets.Of(options, hasTls: true), cancelled);
        await using var daemon = await DaemonProcess.StartAsync(GnmiFleets.Plan(fleet, options.Interval, ("good", [])), cancelled);
        await GnmiFleets.ConnectAsync(daemon, fleet, "good", cancelled);
        await Task.Delay(TimeSpan.FromSeconds(35), cancelled); // a session that lived for half a minute counts as a good one

        var before = (await fleet.CountersAsync(cancelled)).Subscribes;
        var cut = await fleet.CutAsync(cancelled);
        var (back, most) = await WatchAsync(daemon, fleet, before + options.Devices, options.Length, cancelled);
        await Task.Delay(3 * options.Interval, cancelled);
        var check = await Scrape.ReadAsync(daemon, "metrics", new GnmiPageCheck(fleet.Plan, 3 * options.Interval, DateTimeOffset.UtcNow), cancelled);

        var report = new Report("gnmi-storm");
        report.AtLeast("streams cut", cut, options.Devices);
        report.AtMost("all back after", back.TotalSeconds, MostSeconds, "s");
        report.AtMost("CPU of the daemon, most of any 5 s", most, MostCpu, "s/s");
        report.AtLeast("targets that stream", (await fleet.CountersAsync(cancelled)).Active, options.Devices);
        report.Add("VmHWM", daemon.Usage.PeakResidentBytes / 1e6, "MB");
        check.AddTo(report, (long)options.Devices * options.Interfaces * GnmiFleets.Leaves);
        return report;
    }

    /// <summary>Follows the daemon until so many streams have begun, and for one window more.</summary>
    /// <returns>When they had, and the most CPU-seconds a second over any window.</returns>
    private static async Task<(TimeSpan Back, double Most)> WatchAsync(DaemonProcess daemon, GnmiProcess fleet, long subscribes, TimeSpan patience, CancellationToken cancelled)
    {
        var began = TimeProvider.System.GetTimestamp();
        var readings = new List<(TimeSpan At, double Cpu)> { (TimeSpan.Zero, daemon.Usage.CpuSeconds) };
        var (back, most) = (Timeout.InfiniteTimeSpan, 0.0);
        while (true)
        {
            await Task.Delay(Step, cancelled);
            var now = (At: TimeProvider.System.GetElapsedTime(began), Cpu: daemon.Usage.CpuSeconds);
            readings.Add(now);
            foreach (var earlier in readings.Where(reading => now.At - reading.At >= Window).TakeLast(1))
                most = Math.Max(most, (now.Cpu - earlier.Cpu) / (now.At - earlier.At).TotalSeconds);
            var counters = await fleet.CountersAsync(cancelled);
            if (back < TimeSpan.Zero && counters.Subscribes >= subscribes && counters.Active >= fleet.Plan.Devices) back = now.At;
            if (back >= TimeSpan.Zero ? now.At > back + Window : now.At > patience) return (back < TimeSpan.Zero ? TimeSpan.MaxValue : back, most);
        }
    }
}
