using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>Ten million series: what they take of memory, whether their polls are on time, and what a garbage collection stops.</summary>
internal static class ScaleScenario
{
    private const string Module = "twenty";
    private const int WarmUp = 2;

    public static Scenario Scenario { get; } = new(
        "scale", "10,000 devices with 50 interfaces and 20 columns every minute: 10 M series in one process.",
        new LoadOptions { Devices = 10_000, Interfaces = 50, Interval = TimeSpan.FromSeconds(60), Rounds = 3, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        var plan = new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval, Module = Module, SnmpConfig = TwentyColumns.Module(Module) };
        await using var daemon = await DaemonProcess.StartAsync(plan, cancelled);
        var rounds = new Rounds(options.Interval);
        await rounds.UntilAsync(WarmUp, cancelled);
        var (before, usage) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        await rounds.UntilAsync(WarmUp + options.Rounds, cancelled);
        var (after, used) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);

        var report = new Report("scale");
        report.AtLeast("series", after["collector_store_series"], 20.0 * options.Devices * options.Interfaces);
        var varbinds = after.Since(before, "collector_varbinds_total");
        report.Add("varbinds a round", varbinds / options.Rounds);
        report.Add("requests a round", after.Since(before, "collector_snmp_requests_total") / options.Rounds);
        report.Add("CPU of a core", (used.CpuSeconds - usage.CpuSeconds) / (options.Rounds * options.Interval.TotalSeconds) * 100, "%");
        report.Add("CPU, without scrapes", (used.CpuSeconds - usage.CpuSeconds) / varbinds * 1e6, "s/M varbinds");
        PollFigures.AddTo(report, after, before, latestSeconds: 0.05);
        report.AtMost("VmRSS", used.ResidentBytes / 1e6, 1000, "MB");
        report.AtMost("VmHWM", used.PeakResidentBytes / 1e6, 1000, "MB");
        report.Add("octets a series", used.ResidentBytes / after["collector_store_series"]);
        report.AtMost("allocated per varbind", after.Since(before, "collector_allocated_bytes_total") / varbinds, 0.1, "B");
        await ScrapeAsync("first", report, daemon, cancelled);
        await ScrapeAsync("second", report, daemon, cancelled);
        await ScrapeAsync("third", report, daemon, cancelled);
        report.Add("VmHWM after them", daemon.Usage.PeakResidentBytes / 1e6, "MB");
        var counters = await fleet.CountersAsync(cancelled);
        report.AtMost("simulator's own drops", counters["socket_drops"] + counters["send_failures"], 0);
        return report;
    }

    private static async Task ScrapeAsync(string which, Report report, DaemonProcess daemon, CancellationToken cancelled)
    {
        var before = await daemon.ReadOwnMetricsAsync(cancelled);
        var (seconds, bytes) = await PlainScrape.TimeAsync(daemon.Address, gzip: false, cancelled);
        report.Add($"{which} scrape of everything", seconds, "s");
        report.Add($"size of the {which}", bytes / 1e6, "MB");
        var after = await daemon.ReadOwnMetricsAsync(cancelled);
        report.Add($"collections in the {which}", after.Since(before, "collector_gc_pause_seconds_total") * 1000, "ms");
        report.Add($"allocated by the {which}", after.Since(before, "collector_allocated_bytes_total") / 1e6, "MB");
    }
}
