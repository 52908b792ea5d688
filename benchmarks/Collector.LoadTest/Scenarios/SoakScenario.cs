using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>Everything at once and for long: polls, three scrapers that check every value, one that stops in mid-body, tables that change their layout.</summary>
internal static class SoakScenario
{
    private const int Scrapers = 3;
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(40); // the daemon cuts a reader off after 30 s

    public static Scenario Scenario { get; } = new(
        "soak", "Four scrapers, one of them stopped in mid-body, and a row more or less on 10 % of the devices each second.",
        new LoadOptions { Devices = 300, Interfaces = 50, Interval = TimeSpan.FromSeconds(10), Rounds = 0, Length = TimeSpan.FromMinutes(10) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan { Groups = [("good", [.. fleet.Targets])], Interval = options.Interval }, cancelled);
        await Task.Delay(2 * options.Interval, cancelled);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var totals = new CheckTotals();
        Task[] loads =
        [
            .. Enumerable.Range(0, Scrapers).Select(_ => ScrapeAsync(daemon, fleet.Plan, options.Interval, totals, end.Token)),
            StalledReader.RunAsync(daemon.Address, end.Token), ChurnAsync(fleet, end.Token),
        ];
        var metrics = await daemon.ReadOwnMetricsAsync(cancelled);
        var resident = await WatchMemoryAsync(daemon, options.Length, Task.WhenAny(loads), cancelled);
        var after = await daemon.ReadOwnMetricsAsync(cancelled);
        await end.CancelAsync();
        await IgnoreCancelledAsync(loads);

        var report = new Report("soak");
        report.Add("minutes", options.Length.TotalMinutes);
        totals.AddTo(report, tornFrom: options.Interval / 2);
        PollFigures.AddTo(report, after, metrics, latestSeconds: 0.1);
        report.AtLeast("stalled readers cut off", after.Since(metrics, "collector_scrapes_total{outcome=\"reader_stalled\"}"), Math.Floor(options.Length / StallLimit) / 2);
        report.Add("VmRSS, most in the second quarter", Most(resident, 0.25, 0.5) / 1e6, "MB");
        report.Add("VmRSS, most in the last quarter", Most(resident, 0.75, 1) / 1e6, "MB");
        report.AtMost("VmRSS grew by", (Most(resident, 0.75, 1) - Most(resident, 0.25, 0.5)) / 1e6, Generation(options) / 1e6, "MB");
        return report;
    }

    /// <summary>What one snapshot of everything holds: 42 cells of 8 octets an interface, presence bits and times.</summary>
    private static double Generation(LoadOptions options) => options.Devices * options.Interfaces * 42 * 8.5;

    private static async Task ScrapeAsync(DaemonProcess daemon, AgentsPlan plan, TimeSpan interval, CheckTotals totals, CancellationToken cancelled)
    {
        while (!cancelled.IsCancellationRequested)
            totals.Add(await Scrape.ReadAsync(daemon, "metrics", new FleetPageCheck(plan, interval, DateTimeOffset.UtcNow), cancelled));
    }

    private static async Task ChurnAsync(FleetProcess fleet, CancellationToken cancelled)
    {
        using var everySecond = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var count = Math.Max(1, fleet.Plan.Devices / 10);
        for (var first = 0; await everySecond.WaitForNextTickAsync(cancelled); first = (first + count) % fleet.Plan.Devices)
            await fleet.ToggleRowsAsync(first, count, cancelled);
    }

    /// <summary>Resident octets, each second. Ends early, with the error, when one of the loads fails.</summary>
    private static async Task<List<double>> WatchMemoryAsync(DaemonProcess daemon, TimeSpan length, Task<Task> firstEnd, CancellationToken cancelled)
    {
        var resident = new List<double>();
        using var everySecond = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (resident.Count < length.TotalSeconds && await everySecond.WaitForNextTickAsync(cancelled))
        {
            resident.Add(daemon.Usage.ResidentBytes);
            if (firstEnd.IsCompleted) await await firstEnd;
        }

        return resident;
    }

    private static double Most(List<double> values, double from, double to) => values[(int)(from * values.Count)..(int)(to * values.Count)].Max();

    private static async Task IgnoreCancelledAsync(Task[] loads)
    {
        try
        {
            await Task.WhenAll(loads);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
