using Collector.Interop.Tests.Peers;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>Debian's Prometheus scrapes the daemon: what it stores is right, ends when it should, and is never refused.</summary>
public sealed class PrometheusScrapeTests(ScrapedFleet scraped) : IClassFixture<ScrapedFleet>, IAsyncLifetime
{
    private readonly ScrapeHistory _history = new(scraped.Prometheus, "collector");

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>After every test: Prometheus understood each page, and found no sample twice, too old or too new.</summary>
    public async Task DisposeAsync()
    {
        Assert.DoesNotContain("Append failed", scraped.Prometheus.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Error on ingesting", scraped.Prometheus.Log, StringComparison.Ordinal);
        var counters = await scraped.Prometheus.OwnMetricsAsync("prometheus_target_scrape");
        string[] refusals =
        [
            "prometheus_target_scrapes_sample_duplicate_timestamp_total", "prometheus_target_scrapes_sample_out_of_order_total",
            "prometheus_target_scrapes_sample_out_of_bounds_total", "prometheus_target_scrapes_exceeded_sample_limit_total",
            "prometheus_target_scrapes_exceeded_body_size_limit_total", "prometheus_target_scrape_pool_exceeded_label_limits_total",
        ];
        Assert.All(refusals, name => Assert.Equal(0, counters[name]));
    }

    /// <summary>
    /// A plain page shows the value of the last poll at the time of the scrape, so a value is up to one poll interval old, by an
    /// amount that differs from scrape to scrape. A rate over a window is then wrong by at most one poll interval in the window:
    /// a window of a hundred intervals or more is right within 1 %. Here it has two hundred.
    /// </summary>
    [Fact]
    public Task A_rate_over_a_hundred_polls_is_right_within_one_percent() =>
        AssertRatesAsync($$"""ifHCInOctets{job="collector",instance="{{scraped.Instance(ScrapedFleet.FastDevice)}}"}""", seconds: 40, offset: 1, ScrapedFleet.FastDevice);

    /// <summary>
    /// With <c>?timestamps=1</c> every sample carries the time of its poll, so twenty intervals will do, or fewer. The newest
    /// sample is up to a poll and a scrape interval old, more than rate() is ready to extrapolate, so the window ends before that.
    /// </summary>
    [Fact]
    public Task A_rate_of_samples_with_their_own_time_is_right_over_few_polls() =>
        AssertRatesAsync($$"""ifHCInOctets{job="timestamps",instance="{{scraped.Instance(ScrapedFleet.RowDevice)}}",ifIndex!="3"}""", seconds: 20, offset: 3, ScrapedFleet.RowDevice);

    [Fact]
    public async Task Promtool_complains_of_nothing_but_the_modules_own_names()
    {
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(scraped.Collector.Address, "metrics"));

        var (code, output, errors) = await PeerProcess.RunAsync("/usr/bin/promtool", ["check", "metrics"], input: page);

        Assert.Contains(code, new[] { 0, 3 }); // 3: the page is well-formed, but it complains of names
        var modules = SnmpModulesLoader.Load([], new ConfigurationProblems()).Modules.Values.SelectMany(module => module.Metrics).Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        var complaints = (output + errors).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.DoesNotContain(complaints, line => !modules.Contains(line.Split(' ')[0].Replace("_info", "", StringComparison.Ordinal)));
        Assert.Contains("collector_polls_total", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_removed_ends_with_the_poll_that_misses_it()
    {
        var instance = scraped.Instance(ScrapedFleet.RowDevice);
        await scraped.Fleet.Device(ScrapedFleet.RowDevice).EditAtNextPoll(edit => edit.RemoveRow(3));
        var removed = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;

        var (last, next) = await _history.AssertGoneAsync($$"""{job="collector",instance="{{instance}}",ifIndex="3"}""");

        // The last scrape with the row showed a poll from before the removal, one interval earlier; the next one did not.
        var began = $$"""collector_poll_timestamp_seconds{job="collector",instance="{{instance}}"}""";
        Assert.InRange(await scraped.Prometheus.ValueAsync(began, last), 0, removed - 0.5);
        Assert.InRange(await scraped.Prometheus.ValueAsync(began, next), removed - 0.5, double.MaxValue);
        Assert.NotEmpty(await scraped.Prometheus.QueryAsync($$"""ifHCInOctets{job="collector",instance="{{instance}}",ifIndex="2"}"""));
    }

    [Fact]
    public async Task A_device_that_dies_ends_with_the_poll_that_says_it_is_down()
    {
        var instance = scraped.Instance(ScrapedFleet.KilledDevice);
        scraped.Fleet.Device(ScrapedFleet.KilledDevice).Kill();

        var (last, next) = await _history.AssertGoneAsync($$"""{job="collector",instance="{{instance}}",__name__!~"up|collector_.+"}""");

        var up = $$"""up{job="collector",instance="{{instance}}"}""";
        Assert.Equal(1, await scraped.Prometheus.ValueAsync(up, last));
        Assert.Equal(0, await scraped.Prometheus.ValueAsync(up, next));
    }

    [Fact]
    public async Task A_target_that_leaves_its_file_takes_all_its_series_with_it_and_nothing_else()
    {
        var selector = $$"""{job="collector",instance="{{scraped.Instance(ScrapedFleet.Pair[0])}}"}""";
        var other = $$"""ifHCInOctets{job="collector",instance="{{scraped.Instance(ScrapedFleet.Pair[1])}}",ifIndex="1"}""";
        var start = Assert.Single(await scraped.Prometheus.QueryAsync($"timestamp({other})")).Samples[^1].Value;

        scraped.WriteTargets(ScrapedFleet.PairFile, ScrapedFleet.Pair[1..]);

        await _history.AssertGoneAsync(selector);
        await _history.AssertEndedTogetherAsync(selector);
        await _history.AssertUndisturbedAsync(other, devices: 1, start);
    }

    [Fact]
    public async Task A_file_that_changes_by_a_tenth_disturbs_only_that_tenth()
    {
        var kept = ScrapedFleet.Ten[1..];
        var keptSelector = $$"""ifHCInOctets{job="collector",ifIndex="1",instance=~"{{string.Join('|', kept.Select(scraped.Instance)).Replace(".", "\\\\.", StringComparison.Ordinal)}}"}""";
        var start = (await scraped.Prometheus.QueryAsync($"timestamp({keptSelector})")).Max(one => one.Samples[^1].Value);

        scraped.WriteTargets(ScrapedFleet.TenFile, [.. kept, ScrapedFleet.SpareDevice]);

        var removed = $$"""{job="collector",instance="{{scraped.Instance(ScrapedFleet.Ten[0])}}"}""";
        await _history.AssertGoneAsync(removed);
        await _history.AssertEndedTogetherAsync(removed);
        await scraped.Prometheus.UntilAsync("the new device is there",
            async () => (await scraped.Prometheus.QueryAsync($$"""ifHCInOctets{job="collector",instance="{{scraped.Instance(ScrapedFleet.SpareDevice)}}"}""")).Count == 3);
        await _history.AssertUndisturbedAsync(keptSelector, kept.Length, start);
    }

    [Fact]
    public async Task A_collector_that_is_killed_leaves_no_series_behind()
    {
        var history = new ScrapeHistory(scraped.Prometheus, "doomed");
        await scraped.Doomed.KillAsync();

        await history.AssertGoneAsync("""{job="doomed",__name__!~"up|scrape_.+"}""");
        await history.AssertGoneAsync($$"""up{job="doomed",instance="{{scraped.Instance(ScrapedFleet.OrphanDevice)}}"}""");
    }

    /// <summary>The rate over a window, as it was in the middle of ten evaluations: a machine that stands still for a moment spoils one or two.</summary>
    private async Task AssertRatesAsync(string selector, int seconds, int offset, int device)
    {
        var oldest = seconds + 14; // ten evaluations, a second apart, and what the offset takes
        await scraped.Prometheus.UntilAsync($"there are {oldest} seconds of samples", async () => !double.IsNaN(await scraped.Prometheus.ValueAsync($"sum({selector} offset {oldest}s)")));

        var rates = await scraped.Prometheus.QueryAsync($"quantile_over_time(0.5, rate({selector}[{seconds}s])[10s:1s] offset {offset}s)");

        Assert.InRange(rates.Count, 2, 3);
        Assert.All(rates, rate =>
        {
            var expected = 100.0 * FleetFormula.Rate("ifHCInOctets", device, int.Parse(rate.Labels["ifIndex"]));
            Assert.InRange(rate.Samples[^1].Value / expected, 0.99, 1.01);
        });
    }
}
