using System.Collections.Concurrent;
using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>What happens to a fleet in a day, in an hour: devices die and come back, restart, number their interfaces anew, and get other labels, while every page is checked.</summary>
internal static class DayScenario
{
    private const int RebootsASecond = 1;
    private const int SecondsToRenumber = 5;
    private const int SecondsToKill = 5;
    private const int SecondsToRelabel = 20;

    // All retries of one step of a silent device, at the daemon's own timeout, and the poll that has to begin before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Scenario Scenario { get; } = new(
        "day", "A day in an hour: devices die, come back, restart, renumber their interfaces and change labels; every value of every page is checked.",
        new LoadOptions { Devices = 500, Interfaces = 50, Interval = TimeSpan.FromSeconds(10), Rounds = 0, Length = TimeSpan.FromHours(1) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        var plan = new DaemonPlan { Groups = [.. Groups.Select(group => (group, (IReadOnlyList<string>)[.. Members(fleet, group, moved: -1)]))], Interval = options.Interval };
        await using var daemon = await DaemonProcess.StartAsync(plan, cancelled);
        await Task.Delay(2 * options.Interval, cancelled);
        var (totals, dead, outlived) = (new CheckTotals(), new ConcurrentDictionary<int, DateTimeOffset>(), new ConcurrentBag<int>());
        var metrics = await daemon.ReadOwnMetricsAsync(cancelled);
        var resident = new List<double>();
        var random = new Random(1);
        using var everySecond = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var second = 0; second < options.Length.TotalSeconds && await everySecond.WaitForNextTickAsync(cancelled); second++)
        {
            await HappenAsync(fleet, daemon, dead, random, second, cancelled);
            resident.Add(daemon.Usage.ResidentBytes);
            if (second % 5 == 4) await CheckAsync(daemon, fleet.Plan, options.Interval, totals, dead, outlived, cancelled);
        }

        var after = await daemon.ReadOwnMetricsAsync(cancelled);
        var report = new Report("day");
        report.Add("minutes", options.Length.TotalMinutes);
        totals.AddTo(report, tornFrom: options.Interval / 2);
        report.AtMost("pages with series of a device long dead", outlived.Count, 0);
        PollFigures.AddTo(report, after, metrics, latestSeconds: 0.1, areHealthy: false);
        report.Add("VmRSS, most in the second quarter", Most(resident, 0.25, 0.5) / 1e6, "MB");
        report.Add("VmRSS, most in the last quarter", Most(resident, 0.75, 1) / 1e6, "MB");
        return report;
    }

    private static readonly string[] Groups = ["even", "odd"];

    /// <summary>Devices of a group; one of them may have moved over from the other, which changes a label of all its series.</summary>
    private static IEnumerable<string> Members(FleetProcess fleet, string group, int moved) =>
        Enumerable.Range(0, fleet.Plan.Devices).Where(device => (device + (device == moved ? 1 : 0)) % 2 == Array.IndexOf(Groups, group)).Select(fleet.Target);

    private static async Task HappenAsync(FleetProcess fleet, DaemonProcess daemon, ConcurrentDictionary<int, DateTimeOffset> dead, Random random, int second, CancellationToken cancelled)
    {
        for (var reboot = 0; reboot < RebootsASecond; reboot++) await fleet.EditAsync("reboot", random.Next(fleet.Plan.Devices), cancelled);
        if (second % SecondsToRenumber == 0) await fleet.EditAsync("reindex", random.Next(fleet.Plan.Devices), cancelled);
        if (second % SecondsToKill == 0)
        {
            var victim = random.Next(fleet.Plan.Devices);
            await fleet.EditAsync("kill", victim, cancelled);
            dead.TryAdd(victim, DateTimeOffset.UtcNow);
        }

        if (second % SecondsToKill == 2 && dead.Count > 20) // each is dead for about two minutes
        {
            var first = dead.MinBy(device => device.Value).Key;
            dead.TryRemove(first, out _);
            await fleet.EditAsync("revive", first, cancelled);
        }

        if (second % SecondsToRelabel != 0) return;
        var moved = random.Next(fleet.Plan.Devices);
        foreach (var group in Groups.OrderBy(group => Array.IndexOf(Groups, group) == moved % 2 ? 0 : 1)) daemon.ReplaceTargets(group, Members(fleet, group, moved)); // first away, then there
    }

    private static async Task CheckAsync(
        DaemonProcess daemon, AgentsPlan plan, TimeSpan interval, CheckTotals totals, ConcurrentDictionary<int, DateTimeOffset> dead, ConcurrentBag<int> outlived, CancellationToken cancelled)
    {
        var now = DateTimeOffset.UtcNow;
        var longDead = dead.Where(device => now - device.Value > interval + Patience).Select(device => device.Key).ToArray();
        var page = await Scrape.ReadAsync(daemon, "metrics", new FleetPageCheck(plan, interval, now, devicesChange: true), cancelled);
        totals.Add(page);
        foreach (var device in longDead.Where(page.Has)) outlived.Add(device);
    }

    private static double Most(List<double> values, double from, double to) => values[(int)(from * values.Count)..(int)(to * values.Count)].Max();
}
