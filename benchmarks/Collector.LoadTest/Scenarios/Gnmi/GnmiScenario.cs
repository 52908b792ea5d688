using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios.Gnmi;

/// <summary>Targets that stream samples of eight leaves: memory for each, CPU, and every value against the formula.</summary>
internal static class GnmiScenario
{
    private const double MostKilobytesPerTarget = 150;
    private const double MostOfACore = 15;
    private const double MostMicrosecondsPerLeaf = 1;

    public static Scenario Tls { get; } = new(
        "gnmi", "Targets over TLS, a message of 8 leaves a second each: memory a target, CPU.", Size(2000, 1),
        (options, cancelled) => RunAsync("gnmi", options, hasTls: true, MostOfACore, Report.NoLimit, cancelled));

    public static Scenario Plain { get; } = new(
        "gnmi-plain", "The same with more targets and without TLS.", Size(5000, 1),
        (options, cancelled) => RunAsync("gnmi-plain", options, hasTls: false, Report.NoLimit, Report.NoLimit, cancelled));

    public static Scenario Rate { get; } = new(
        "gnmi-rate", "Few targets over TLS with many interfaces each, so that what a leaf costs is not hidden by what a connection costs.", Size(200, 50),
        (options, cancelled) => RunAsync("gnmi-rate", options, hasTls: true, Report.NoLimit, MostMicrosecondsPerLeaf, cancelled));

    private static LoadOptions Size(int devices, int interfaces) =>
        new() { Devices = devices, Interfaces = interfaces, Interval = TimeSpan.FromSeconds(1), Rounds = 0, Length = TimeSpan.FromSeconds(60) };

    private static async Task<Report> RunAsync(string name, LoadOptions options, bool hasTls, double mostOfACore, double mostPerLeaf, CancellationToken cancelled)
    {
        await using var fleet = await GnmiProcess.StartAsync(GnmiFleets.Of(options, hasTls), cancelled);
        await using var daemon = await DaemonProcess.StartAsync(GnmiFleets.Plan(fleet, options.Interval, ("good", [])), cancelled);
        var empty = daemon.Usage;
        var connected = await GnmiFleets.ConnectAsync(daemon, fleet, "good", cancelled);
        await Task.Delay(TimeSpan.FromSeconds(10), cancelled); // what runs often is compiled again

        var (sent, usage, began) = (await fleet.CountersAsync(cancelled), daemon.Usage, TimeProvider.System.GetTimestamp());
        await Task.Delay(options.Length, cancelled);
        var (sentAfter, usageAfter) = (await fleet.CountersAsync(cancelled), daemon.Usage);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var messages = (double)(sentAfter.Messages - sent.Messages);
        var cpu = usageAfter.CpuSeconds - usage.CpuSeconds;

        var report = new Report(name);
        report.AtLeast("targets that stream", sentAfter.Active, options.Devices);
        report.Add("until all did", connected.TotalSeconds, "s");
        report.AtLeast("messages a second", messages / seconds, 0.95 * options.Devices * options.Interfaces / options.Interval.TotalSeconds);
        report.AtMost("CPU of a core", cpu / seconds * 100, mostOfACore, "%");
        report.AtMost("CPU a leaf", cpu / messages / GnmiFleets.Leaves * 1e6, mostPerLeaf, "us");
        report.Add("CPU a leaf, kernel", (usageAfter.SystemSeconds - usage.SystemSeconds) / messages / GnmiFleets.Leaves * 1e6, "us");
        report.AtMost("VmRSS a target, above none", (usageAfter.ResidentBytes - empty.ResidentBytes) / 1024.0 / options.Devices, options.Interfaces == 1 ? MostKilobytesPerTarget : Report.NoLimit, "kB");
        report.Add("VmRSS", usageAfter.ResidentBytes / 1e6, "MB");
        var check = await Scrape.ReadAsync(daemon, "metrics", new GnmiPageCheck(fleet.Plan, 3 * options.Interval, DateTimeOffset.UtcNow), cancelled);
        check.AddTo(report, (long)options.Devices * options.Interfaces * GnmiFleets.Leaves);
        report.AtMost("streams that began anew", sentAfter.Subscribes - options.Devices, 0);
        return report;
    }
}
