namespace Collector.Interop.Tests.Prometheus;

/// <summary>What Prometheus stored at which scrape of one daemon: when series ended, and whether others had gaps.</summary>
internal sealed class ScrapeHistory(RealPrometheus prometheus, string job)
{
    /// <summary>Waits until series are gone, and looks that they went at once and stay away.</summary>
    /// <returns>The last scrape that had them, and the next one.</returns>
    public async Task<(double Last, double Next)> AssertGoneAsync(string selector)
    {
        await prometheus.UntilAsync($"{selector} is gone", async () => (await prometheus.QueryAsync(selector)).Count == 0);
        var series = await prometheus.SamplesAsync(selector);
        Assert.NotEmpty(series);
        var last = series.Max(one => one.LastTime);
        await prometheus.UntilAsync("there are four scrapes more", async () => (await ScrapesAsync()).Count(time => time > last) >= 4);

        var next = (await ScrapesAsync()).First(time => time > last);
        Assert.Empty(await prometheus.QueryAsync(selector, next)); // the next scrape marked them stale
        Assert.Equal(last, (await prometheus.SamplesAsync(selector)).Max(one => one.LastTime)); // and none came back
        return (last, next);
    }

    /// <summary>That all these series ended with the same scrape.</summary>
    public async Task AssertEndedTogetherAsync(string selector) =>
        Assert.Single((await prometheus.SamplesAsync(selector)).Select(one => one.LastTime).Distinct());

    /// <summary>That there is a series for every one of so many devices, with a sample in each successful scrape since a moment.</summary>
    public async Task AssertUndisturbedAsync(string selector, int devices, double since)
    {
        var series = await prometheus.SamplesAsync(selector);
        var until = series.Max(one => one.LastTime);
        var scrapes = (await SuccessfulScrapesAsync()).Where(time => time >= since && time <= until).ToList();
        Assert.Equal(devices, series.Count);
        Assert.NotEmpty(scrapes);
        Assert.All(series, one => Assert.Equal(scrapes, one.Samples.Select(sample => sample.Time).Where(time => time >= since)));
    }

    private async Task<IEnumerable<double>> ScrapesAsync() => (await UpAsync()).Samples.Select(sample => sample.Time);

    private async Task<IEnumerable<double>> SuccessfulScrapesAsync() => (await UpAsync()).Samples.Where(sample => sample.Value == 1).Select(sample => sample.Time);

    // The page has an `up` for every device too, but only Prometheus' own has no other labels; scrape_duration_seconds it writes alone.
    private async Task<PrometheusSeries> UpAsync()
    {
        var own = Assert.Single(await prometheus.SamplesAsync($$"""scrape_duration_seconds{job="{{job}}"}"""));
        return Assert.Single(await prometheus.SamplesAsync($$"""up{job="{{job}}",instance="{{own.Labels["instance"]}}"}"""));
    }
}
