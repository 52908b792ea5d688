using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>The daemon stands still for minutes (SIGSTOP) and goes on: no burst of requests makes up for what it missed.</summary>
internal static class PauseScenario
{
    private const int WarmUp = 3;

    public static Scenario Scenario { get; } = new(
        "pause", "SIGSTOP for two minutes: no burst of requests after it.",
        new LoadOptions { Devices = 500, Interfaces = 50, Interval = TimeSpan.FromSeconds(10), Rounds = 3, Length = TimeSpan.FromSeconds(120) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval }, cancelled);
        await Task.Delay(WarmUp * options.Interval, cancelled);
        var before = await SampleAsync(fleet, options, cancelled);
        var metrics = await daemon.ReadOwnMetricsAsync(cancelled);
        daemon.Stop();
        await Task.Delay(options.Length, cancelled);
        daemon.Continue();
        var after = await SampleAsync(fleet, options, cancelled);
        var metricsAfter = await daemon.ReadOwnMetricsAsync(cancelled);

        var report = new Report("pause");
        report.Add("stood still", metricsAfter.Since(metrics, "collector_process_stopped_seconds_total"), "s");
        report.Add("requests a second before, mean", before.Average());
        report.Add("requests a second before, most", before.Max());
        report.Add("requests a second after, mean", after.Average());
        report.AtMost("requests a second after, most", after.Max(), 1.25 * before.Max());
        report.AtMost("first second after", after[0], 1.25 * before.Max());
        report.Add("polls skipped", metricsAfter.Since(metrics, "collector_polls_missed_total"));
        report.AtMost("requests timed out", metricsAfter.Since(metrics, "collector_snmp_request_timeouts_total"), 0);
        report.Add("requests sent again", metricsAfter.Since(metrics, "collector_snmp_request_retries_total"));
        return report;
    }

    /// <summary>Requests that arrived in each second of some rounds.</summary>
    private static async Task<List<double>> SampleAsync(FleetProcess fleet, LoadOptions options, CancellationToken cancelled)
    {
        var seconds = new Rounds(TimeSpan.FromSeconds(1));
        var perSecond = new List<double>();
        var last = (await fleet.CountersAsync(cancelled))["requests"];
        for (var second = 1; second <= options.Rounds * options.Interval.TotalSeconds; second++)
        {
            await seconds.UntilAsync(second, cancelled);
            var now = (await fleet.CountersAsync(cancelled))["requests"];
            perSecond.Add(now - last);
            last = now;
        }

        return perSecond;
    }
}
