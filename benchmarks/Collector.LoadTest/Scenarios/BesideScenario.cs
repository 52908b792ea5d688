using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>The same fleet, the same module, in one sitting: walked once through snmp_exporter, then polled by the daemon and scraped once a round.</summary>
/// <remarks>Both sides' CPU is per varbind that the agents served, so that neither gains by asking for more than it shows.</remarks>
internal static class BesideScenario
{
    private const int WarmUp = 2;
    private const int Scrapers = 4;
    private const int FirstFew = 20; // an exporter's first walks are not what it costs

    public static Scenario Scenario { get; } = new(
        "beside", "The daemon beside snmp_exporter, same fleet and module, everything read each round: CPU per million varbinds of each.",
        new LoadOptions { Devices = 1000, Interfaces = 50, Interval = TimeSpan.FromSeconds(10), Rounds = 5, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        var report = new Report("beside");
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        var exporter = await ExporterAsync(report, fleet, cancelled);
        var everything = await DaemonAsync(report, "daemon, all columns", fleet, new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval, Paces = false }, options, cancelled);
        await DaemonAsync(report, "daemon, as it is", fleet, new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval }, options, cancelled);
        report.AtMost("daemon, all columns: CPU", everything, 0.6, "s/M varbinds");
        report.AtLeast("snmp_exporter's CPU to the daemon's", exporter / everything, 20);
        var counters = await fleet.CountersAsync(cancelled);
        report.AtMost("simulator's own drops", counters["socket_drops"] + counters["send_failures"], 0);
        return report;
    }

    private static async Task<double> ExporterAsync(Report report, FleetProcess fleet, CancellationToken cancelled)
    {
        await using var exporter = await ExporterProcess.StartAsync(cancelled);
        foreach (var target in fleet.Targets.Take(FirstFew)) await exporter.ScrapeAsync(target, cancelled);
        var (before, usage, start) = (await fleet.CountersAsync(cancelled), exporter.Usage, System.Diagnostics.Stopwatch.GetTimestamp());
        await Parallel.ForEachAsync(fleet.Targets, new ParallelOptions { MaxDegreeOfParallelism = Scrapers, CancellationToken = cancelled },
            async (target, token) => await exporter.ScrapeAsync(target, token));
        var (after, used) = (await fleet.CountersAsync(cancelled), exporter.Usage);
        var varbinds = after["varbinds_served"] - before["varbinds_served"];
        var cpu = (used.CpuSeconds - usage.CpuSeconds) / varbinds * 1e6;
        report.Add("snmp_exporter: one round of all devices", System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, "s");
        report.Add("snmp_exporter: requests", after["get_bulk"] + after["get"] - before["get_bulk"] - before["get"]);
        report.Add("snmp_exporter: varbinds", varbinds);
        report.Add("snmp_exporter: CPU", cpu, "s/M varbinds");
        report.Add("snmp_exporter: VmHWM", used.PeakResidentBytes / 1e6, "MB");
        return cpu;
    }

    private static async Task<double> DaemonAsync(Report report, string name, FleetProcess fleet, DaemonPlan plan, LoadOptions options, CancellationToken cancelled)
    {
        await using var daemon = await DaemonProcess.StartAsync(plan, cancelled);
        var rounds = new Rounds(options.Interval);
        await rounds.UntilAsync(WarmUp - 0.5, cancelled);
        await PlainScrape.TimeAsync(daemon.Address, gzip: false, cancelled);
        await rounds.UntilAsync(WarmUp, cancelled);
        var (before, usage) = (await fleet.CountersAsync(cancelled), daemon.Usage);
        for (var round = 0; round < options.Rounds; round++)
        {
            await rounds.UntilAsync(WarmUp + round + 0.5, cancelled);
            await PlainScrape.TimeAsync(daemon.Address, gzip: false, cancelled);
        }

        await rounds.UntilAsync(WarmUp + options.Rounds, cancelled);
        var (after, used) = (await fleet.CountersAsync(cancelled), daemon.Usage);
        var varbinds = after["varbinds_served"] - before["varbinds_served"];
        var cpu = (used.CpuSeconds - usage.CpuSeconds) / varbinds * 1e6;
        report.Add($"{name}: requests a round", (after["get_bulk"] + after["get"] - before["get_bulk"] - before["get"]) / (double)options.Rounds);
        report.Add($"{name}: varbinds a round", varbinds / (double)options.Rounds);
        report.Add($"{name}: CPU with a scrape a round", cpu, "s/M varbinds");
        report.Add($"{name}: CPU of a core", (used.CpuSeconds - usage.CpuSeconds) / (options.Rounds * options.Interval.TotalSeconds) * 100, "%");
        report.Add($"{name}: VmHWM", used.PeakResidentBytes / 1e6, "MB");
        return cpu;
    }
}
