using System.Globalization;
using Collector.Testing;
using Xunit.Abstractions;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>
/// How wrong rate() is over polls and scrapes that know nothing of each other: docs/poll-time-and-scrape-time.md. A value on a plain page is as old as its poll, between nothing
/// and one poll interval. A rate takes the last value minus the first, so it is wrong by at most the difference of their ages: a poll interval over the time between these
/// two samples, which is the window less two scrape intervals or more.
/// </summary>
public sealed class RateErrorTests(ScrapedRates scraped, ITestOutputHelper output) : IClassFixture<ScrapedRates>
{
    private const int Window = 20;
    private const int Evaluations = 12;

    // A counter of the simulator grows in steps of 10 ms, and a reply is stamped when it is read: ten milliseconds each, of nineteen seconds.
    private const double ClockError = 0.02 / 19;

    /// <summary>A machine that stands still for a moment spoils the evaluations around it: a quarter of them may be beyond what the clocks explain.</summary>
    private const int MayBeSpoilt = Evaluations / 4;

    [Theory]
    [InlineData("plain", ScrapedRates.EverySecond, 1.0, 1.0)]      // as often as it is polled, at some phase
    [InlineData("plain", ScrapedRates.EveryOtherSecond, 2.0, 1.0)] // more often
    [InlineData("seldom", ScrapedRates.EverySecond, 1.0, 2.0)]     // less often
    public async Task A_plain_pages_rate_is_wrong_by_at_most_a_poll_interval_in_the_window(string job, int device, double poll, double scrape)
    {
        var errors = await ErrorsAsync(job, device, offset: 1);

        Assert.InRange(errors[^(1 + MayBeSpoilt)], 0, (poll / (Window - (2 * scrape))) + ClockError);
    }

    [Fact]
    public async Task Scraping_more_often_than_polling_makes_the_error_and_does_not_cure_it()
    {
        // Twenty samples, of which every other one repeats the value before it: the first and the last are never of the same kind.
        var errors = await ErrorsAsync("plain", ScrapedRates.EveryOtherSecond, offset: 1);
        Assert.InRange(errors[MayBeSpoilt], 0.9 / (Window - 1), double.MaxValue);
    }

    [Theory]
    [InlineData("timestamps", ScrapedRates.EverySecond, 4)]
    [InlineData("timestamps", ScrapedRates.EveryOtherSecond, 4)]
    [InlineData("remote_write", ScrapedRates.EverySecond, 6)]
    [InlineData("remote_write", ScrapedRates.EveryOtherSecond, 6)]
    public async Task With_the_time_of_the_reply_only_the_clocks_are_left(string job, int device, int offset)
    {
        // The newest sample is up to a poll and a scrape interval old, which is more than rate() extrapolates over, so the window ends before that. What is written waits to be sent.
        var errors = await ErrorsAsync(job, device, offset);
        Assert.InRange(errors[^(1 + MayBeSpoilt)], 0, 5 * ClockError);
    }

    /// <summary>How wrong the rate was in each of some evaluations a second apart, as a fraction of the true rate; the smallest first.</summary>
    private async Task<IReadOnlyList<double>> ErrorsAsync(string job, int device, int offset)
    {
        var selector = $$"""ifHCInOctets{job="{{job}}",device="{{device}}"}""";
        var oldest = Window + Evaluations + offset + 4;
        await scraped.Prometheus.UntilAsync($"there are {oldest} seconds of samples", async () => !double.IsNaN(await scraped.Prometheus.ValueAsync($"sum({selector} offset {oldest}s)")));

        var rates = Assert.Single(await scraped.Prometheus.QueryAsync($"rate({selector}[{Window}s] offset {offset}s)[{Evaluations}s:1s]"));

        var expected = 100.0 * FleetFormula.Rate("ifHCInOctets", device, 1);
        var errors = rates.Samples.Select(sample => Math.Abs((sample.Value / expected) - 1)).Order().ToList();
        Assert.InRange(errors.Count, Evaluations - 1, Evaluations + 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{job}, device {device}: median {100 * errors[errors.Count / 2]:0.00} %, worst {100 * errors[^1]:0.00} %"));
        return errors;
    }
}
