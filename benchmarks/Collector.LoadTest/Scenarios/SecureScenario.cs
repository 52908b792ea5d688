using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>One fleet polled twice in a sitting: by community, and as a user of SNMPv3 with SHA and AES-128. The difference is what security costs a request.</summary>
internal static class SecureScenario
{
    private const int WarmUp = 2; // rounds: the first discovers every engine and derives its keys

    public static Scenario Scenario { get; } = new(
        "secure", "SNMPv3 authPriv beside v2c: CPU of a request.",
        new LoadOptions { Devices = 1000, Interfaces = 50, Interval = TimeSpan.FromSeconds(5), Rounds = 5, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        var report = new Report("secure");
        await using var fleet = await FleetProcess.StartAsync(
            new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces, HasUser = true }, cancelled);
        var plan = new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval };
        await MeasureAsync(report, "v2c", plan, options, double.PositiveInfinity, cancelled);
        await MeasureAsync(report, "authPriv", plan with { SnmpConfig = LoadUser.SnmpConfig, Auth = LoadUser.Auth }, options, 12, cancelled);
        var counters = await fleet.CountersAsync(cancelled);
        report.AtMost("simulator's own drops", counters["socket_drops"] + counters["send_failures"], 0);
        return report;
    }

    private static async Task MeasureAsync(Report report, string name, DaemonPlan plan, LoadOptions options, double mostMicroseconds, CancellationToken cancelled)
    {
        await using var daemon = await DaemonProcess.StartAsync(plan, cancelled);
        var rounds = new Rounds(options.Interval);
        await rounds.UntilAsync(WarmUp, cancelled);
        var (before, usageBefore) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        await rounds.UntilAsync(WarmUp + options.Rounds, cancelled);
        var (now, usage) = (await daemon.ReadOwnMetricsAsync(cancelled), daemon.Usage);
        var requests = now.Since(before, "collector_snmp_requests_total");
        var lateness = now.HistogramSince(before, "collector_poll_lateness_seconds");
        report.Add($"{name}: requests a second", requests / options.Rounds / options.Interval.TotalSeconds);
        report.AtMost($"{name}: CPU a request", (usage.CpuSeconds - usageBefore.CpuSeconds) / requests * 1e6, mostMicroseconds, "us");
        var varbinds = now.Since(before, "collector_varbinds_total");
        report.Add($"{name}: varbinds a request", varbinds / requests);
        report.AtLeast($"{name}: polls answered", now.Since(before, "collector_polls_finished_total{outcome=\"answered\"}"), options.Devices * (options.Rounds - 1));
        report.AtMost($"{name}: polls skipped", now.Since(before, "collector_polls_missed_total"), 0);
        report.AtMost($"{name}: requests timed out", now.Since(before, "collector_snmp_request_timeouts_total"), 0);
        report.AtMost($"{name}: lateness, p99", lateness.Estimate(0.99) * 1000, 100, "ms");
        report.AtMost($"{name}: allocated per varbind", now.Since(before, "collector_allocated_bytes_total") / varbinds, 0.1, "B");
        report.Add($"{name}: VmHWM", usage.PeakResidentBytes / 1e6, "MB");
    }
}
