using System.Diagnostics;
using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>
/// A daemon starts with many targets whose keys take a password's million octets each (Reeder's extension), and some that want none. How long until
/// everybody is polled, and whether those without keys notice anything.
/// </summary>
internal static class KeysScenario
{
    private const string Slow = "reeder";
    private const string Good = "good";
    private const int SeldomEvery = 5; // looks: the list of all targets is long
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public static Scenario Scenario { get; } = new(
        "keys", "Targets whose SNMPv3 keys take long, all new: when they are polled, and that others are on time meanwhile.",
        new LoadOptions { Devices = 10_000, Interfaces = 2, Interval = TimeSpan.FromSeconds(30), Rounds = 0, Length = TimeSpan.FromMinutes(10) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        var others = Math.Max(10, options.Devices / 20);
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces, HasUser = true }, cancelled);
        await using var good = await FleetProcess.StartAsync(new AgentsPlan { Devices = others, Interfaces = options.Interfaces, BaseAddress = "127.2.0.1" }, cancelled); // its agents have no keys to derive
        var start = Stopwatch.GetTimestamp();
        await using var daemon = await DaemonProcess.StartAsync(PlanFor(fleet, good, options), cancelled);
        var goodPolls = new PollLog();
        var slowPolls = new PollLog();
        var (answered, mostWaiting) = (0, 0.0);
        using var everySoOften = new PeriodicTimer(LookEvery);
        for (var look = 0; answered < options.Devices && Stopwatch.GetElapsedTime(start) < options.Length && await everySoOften.WaitForNextTickAsync(cancelled); look++)
        {
            goodPolls.Add(await daemon.ReadPollsAsync(Good, cancelled));
            var waiting = (await daemon.ReadOwnMetricsAsync(cancelled))["collector_snmp_keys_waiting"];
            mostWaiting = Math.Max(mostWaiting, waiting);
            if (waiting > 0 && look % SeldomEvery != 0) continue;
            slowPolls.Add(await daemon.ReadPollsAsync(Slow, cancelled));
            answered = slowPolls.All.Where(IsAnswered).DistinctBy(poll => poll.Instance).Count();
        }

        var took = Stopwatch.GetElapsedTime(start);
        var now = await daemon.ReadOwnMetricsAsync(cancelled);
        var report = new Report("keys");
        var lateness = goodPolls.All.Select(poll => poll.LatenessSeconds * 1000).Order().ToArray();
        report.AtLeast("targets with slow keys answered", answered, options.Devices);
        report.Add("until all of them were", took.TotalSeconds, "s");
        report.Add("keys that waited, most", mostWaiting);
        report.Add("polls that ended before their keys were there", slowPolls.All.Count(poll => !IsAnswered(poll)));
        report.AtLeast("polls of the others that were seen", lateness.Length, others);
        report.AtMost("polls of the others not answered", goodPolls.All.Count(poll => !IsAnswered(poll)), 0);
        report.AtMost("lateness of the others, p99", lateness[(int)(0.99 * (lateness.Length - 1))], 50, "ms");
        report.Add("lateness of the others, most", lateness[^1], "ms");
        report.Add("polls skipped", now["collector_polls_missed_total"]);
        report.Add("CPU of the daemon", daemon.Usage.CpuSeconds, "s");
        report.Add("VmHWM", daemon.Usage.PeakResidentBytes / 1e6, "MB");
        return report;
    }

    private static DaemonPlan PlanFor(FleetProcess fleet, FleetProcess good, LoadOptions options) => new()
    {
        Groups = [(Slow, [.. fleet.Targets]), (Good, [.. good.Targets])],
        Labels = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [Slow] = new Dictionary<string, string> { ["__param_auth"] = LoadUser.ReederAuth },
            [Good] = new Dictionary<string, string> { ["__scrape_interval__"] = "1s", ["__scrape_timeout__"] = "1s" },
        },
        Interval = options.Interval,
        SnmpConfig = LoadUser.SnmpConfig,
    };

    private static bool IsAnswered(PollReading poll) => poll.Outcome == "answered";
}
