using System.Globalization;
using System.Text;
using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>One label of one target changes and the configuration is reloaded, every two seconds, while pages are read one after the other: nobody else notices.</summary>
internal static class ReloadScenario
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Scenario Scenario { get; } = new(
        "reload", "One label of one target, changed and reloaded again and again: no poll missed, no scrape failed, no other series touched.",
        new LoadOptions { Devices = 2000, Interfaces = 20, Interval = TimeSpan.FromSeconds(10), Rounds = 0, Length = TimeSpan.FromSeconds(40) }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        var targets = fleet.Targets.ToArray();
        await using var daemon = await DaemonProcess.StartAsync(new DaemonPlan { Groups = [("good", targets[1..]), ("one", targets[..1])], Interval = options.Interval }, cancelled);
        await Task.Delay(2.5 * options.Interval, cancelled);

        var (metrics, before, began) = (await daemon.ReadOwnMetricsAsync(cancelled), await ReadAsync(daemon, cancelled), DateTimeOffset.UtcNow);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var scraping = ScrapeAsync(daemon, ending.Token);
        var (polls, answers, delays) = (new PollLog(), new List<double>(), new List<double>());
        var clock = new Rounds(Every);
        var changes = (int)(options.Length / Every);
        for (var change = 1; change <= changes; change++)
        {
            daemon.ReplaceTargets("one", targets[..1], ("site", $"s{change}"));
            var start = DateTimeOffset.UtcNow;
            (await daemon.Http.PostAsync("-/reload", null, cancelled)).EnsureSuccessStatusCode();
            answers.Add((DateTimeOffset.UtcNow - start).TotalSeconds);
            delays.Add(await UntilShownAsync(daemon, $"s{change}", start, cancelled));
            polls.Add((await daemon.ReadPollsAsync("good", cancelled)).Where(poll => poll.Started >= began));
            await clock.UntilAsync(change, cancelled);
        }

        await ending.CancelAsync();
        var (scrapes, failed) = await scraping;
        var (seconds, after, own) = ((DateTimeOffset.UtcNow - began).TotalSeconds, await ReadAsync(daemon, cancelled), await daemon.ReadOwnMetricsAsync(cancelled));
        var least = Math.Floor(seconds / options.Interval.TotalSeconds) - 1; // polls that each target must have had since
        var report = new Report("reload");
        report.Add("reloads", changes);
        report.Add("reload answered, median", Statistics.Median(answers), "s");
        report.AtMost("new label on the page, p99", Statistics.Quantile(delays, 0.99), Patience.TotalSeconds, "s");
        report.AtMost("polls missed", own.Since(metrics, "collector_polls_missed_total"), 0);
        report.Add("polls of untouched targets", polls.All.Count());
        report.AtMost("not answered", polls.All.Count(poll => poll.Outcome != "answered"), 0);
        report.AtMost("lateness of untouched targets, p99", Statistics.Quantile(polls.All.Select(poll => poll.LatenessSeconds), 0.99) * 1000, 100, "ms");
        report.Add("scrapes", scrapes);
        report.AtMost("scrapes failed", failed, 0);
        report.AtMost("untouched targets whose polls began anew", before.Polls.Count(one => after.Polls.GetValueOrDefault(one.Key) < one.Value + least), 0);
        report.Add("untouched series", before.Series.Count);
        report.AtMost("of them gone or new", before.Series.Except(after.Series).Count() + after.Series.Except(before.Series).Count(), 0);
        return report;
    }

    /// <summary>Whole pages one after the other.</summary>
    private static async Task<(int Scrapes, int Failed)> ScrapeAsync(DaemonProcess daemon, CancellationToken ending)
    {
        var (scrapes, failed) = (0, 0);
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await PlainScrape.TimeAsync(daemon.Address, gzip: false, CancellationToken.None);
                scrapes++;
            }
            catch (Exception error) when (error is IOException or InvalidDataException or System.Net.Sockets.SocketException)
            {
                failed++;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
        }

        return (scrapes, failed);
    }

    private static Task<UntouchedSeries> ReadAsync(DaemonProcess daemon, CancellationToken cancelled) => Scrape.ReadAsync(daemon, "metrics?group=good", new UntouchedSeries(), cancelled);

    private static async Task<double> UntilShownAsync(DaemonProcess daemon, string site, DateTimeOffset start, CancellationToken cancelled)
    {
        while (true)
        {
            var page = await daemon.Http.GetStringAsync($"metrics?site={site}", cancelled);
            var elapsed = DateTimeOffset.UtcNow - start;
            if (page.Contains("ifHCInOctets{", StringComparison.Ordinal) || elapsed > Patience) return elapsed.TotalSeconds;
            await Task.Delay(50, cancelled);
        }
    }

    /// <summary>The data series of a page by name and labels, and how often each target was polled.</summary>
    private sealed class UntouchedSeries : ILineHandler
    {
        public HashSet<string> Series { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, double> Polls { get; } = new(StringComparer.Ordinal);

        public void OnLine(ReadOnlySpan<byte> line)
        {
            if (line.IsEmpty || line[0] == '#') return;
            var name = Encoding.UTF8.GetString(line[..line.LastIndexOf((byte)' ')]);
            if (name.StartsWith("collector_polls_total{", StringComparison.Ordinal)) Polls[name] = double.Parse(line[(line.LastIndexOf((byte)' ') + 1)..], CultureInfo.InvariantCulture);
            else if (!name.StartsWith("collector_", StringComparison.Ordinal)) Series.Add(name);
        }
    }
}
