using System.Diagnostics;
using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>One device with a huge interface table: how long a poll of everything takes near by and far away, beside snmp_exporter's walk of the same.</summary>
internal static class HugeScenario
{
    private const int Polls = 5;

    public static Scenario Scenario { get; } = new(
        "huge", "One device with 5,000 interfaces, on loopback and 20 ms away, beside snmp_exporter; and one with four times as many, 5 ms away.",
        new LoadOptions { Devices = 1, Interfaces = 5000, Interval = TimeSpan.FromSeconds(12), Rounds = Polls, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        var report = new Report("huge");
        await NearAsync(report, options, cancelled);
        await FarAsync(report, options, cancelled);
        var most = await PollAsync(report, "4 times as many, 5 ms", new AgentsPlan { Devices = 1, Interfaces = 4 * options.Interfaces, DelayMs = 5 }, options, cancelled);
        report.AtMost("4 times as many, 5 ms: poll", most, 10, "s");
        return report;
    }

    private static async Task NearAsync(Report report, LoadOptions options, CancellationToken cancelled)
    {
        var plan = new AgentsPlan { Devices = 1, Interfaces = options.Interfaces };
        report.AtMost("loopback: poll", await PollAsync(report, "loopback", plan, options, cancelled), 0.5, "s");
        await using var fleet = await FleetProcess.StartAsync(plan, cancelled);
        report.Add("loopback: snmp_exporter", Statistics.Median(await WalkAsync(fleet, 3, cancelled)), "s");
    }

    private static async Task FarAsync(Report report, LoadOptions options, CancellationToken cancelled)
    {
        var plan = new AgentsPlan { Devices = 1, Interfaces = options.Interfaces, DelayMs = 20 };
        var poll = await PollAsync(report, "20 ms", plan, options, cancelled);
        report.Add("20 ms: poll", poll, "s");
        await using var fleet = await FleetProcess.StartAsync(plan, cancelled);
        var exporter = (await WalkAsync(fleet, 1, cancelled))[0];
        report.Add("20 ms: snmp_exporter", exporter, "s");
        report.AtLeast("20 ms: snmp_exporter's time to the daemon's", exporter / poll, 10);
    }

    /// <summary>Seconds that a poll of every column takes, the first polls apart: the median of some.</summary>
    private static async Task<double> PollAsync(Report report, string name, AgentsPlan plan, LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(plan, cancelled);
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval, Paces = false }, cancelled);
        var seen = new Dictionary<DateTimeOffset, PollReading>();
        using var everyFifth = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (seen.Count < options.Rounds + 2 && await everyFifth.WaitForNextTickAsync(cancelled))
        {
            foreach (var poll in await daemon.ReadPollsAsync("good", cancelled)) seen[poll.Started] = poll;
        }

        var polls = seen.Values.OrderBy(poll => poll.Started).ToArray();
        report.Add($"{name}: first poll", polls[0].DurationSeconds, "s");
        report.Add($"{name}: requests of a poll", polls[^1].Requests);
        report.AtMost($"{name}: polls not answered", polls.Count(poll => poll.Outcome != "answered"), 0);
        report.AtMost($"{name}: retries", polls.Sum(poll => poll.Retries), 0);
        return Statistics.Median(polls.Skip(2).Select(poll => poll.DurationSeconds));
    }

    private static async Task<double[]> WalkAsync(FleetProcess fleet, int times, CancellationToken cancelled)
    {
        await using var exporter = await ExporterProcess.StartAsync(cancelled);
        var seconds = new double[times];
        for (var walk = 0; walk < times; walk++)
        {
            var start = Stopwatch.GetTimestamp();
            await exporter.ScrapeAsync(fleet.Target(0), cancelled);
            seconds[walk] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return seconds;
    }
}
