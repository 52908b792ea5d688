using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using Collector.Export.Exposition;
using Collector.Export.Instruments;
using Collector.Pipeline.Diagnostics;
using Collector.Testing;

namespace Collector.Export.Tests.Instruments;

public sealed partial class MeterPageTests : IDisposable
{
    private readonly CollectorMeter _collector = new();
    private readonly MeterPage _page;

    public MeterPageTests() => _page = new MeterPage(_collector);

    private Meter Meter => _collector.Meter;

    public void Dispose()
    {
        _page.Dispose();
        _collector.Dispose();
    }

    [Fact]
    public void Instruments_are_named_by_their_unit_and_kind()
    {
        Meter.CreateCounter<long>("collector.requests", null, "Requests.").Add(2);
        Meter.CreateCounter<double>("collector.lane.busy", "s").Add(0.5);
        Meter.CreateUpDownCounter<int>("collector.queue", "{poll}").Add(-3);
        Meter.CreateObservableGauge("collector.store.size_bytes", () => 7L, "By");

        Assert.Equal(
            """
            # TYPE collector_lane_busy_seconds_total counter
            collector_lane_busy_seconds_total 0.5
            # TYPE collector_queue gauge
            collector_queue -3
            # HELP collector_requests_total Requests.
            # TYPE collector_requests_total counter
            collector_requests_total 2
            # TYPE collector_store_size_bytes gauge
            collector_store_size_bytes 7

            """,
            Text());
    }

    [Fact]
    public void Tags_are_labels_and_amounts_of_equal_tags_add_up()
    {
        var counter = Meter.CreateCounter<long>("collector.x");
        counter.Add(1, new("b.c", "say \"hi\"\n"), new("a", 1));
        counter.Add(1, new("a", 1), new("b.c", "say \"hi\"\n"));
        counter.Add(5);

        Assert.Equal("# TYPE collector_x_total counter\ncollector_x_total 5\ncollector_x_total{a=\"1\",b_c=\"say \\\"hi\\\"\\n\"} 2\n", Text());
    }

    [Fact]
    public void An_observed_instrument_shows_what_it_says_now()
    {
        var lanes = new List<string> { "0", "1" };
        Meter.CreateObservableCounter("collector.lane.polls", () => lanes.Select(lane => new Measurement<long>(9, KeyValuePair.Create("lane", (object?)lane))));
        Assert.Equal(2, ExpositionParser.Samples(Text()).Count);

        lanes.Remove("1");

        Assert.Equal("0", Assert.Single(ExpositionParser.Samples(Text()))["lane"]);
    }

    [Fact]
    public void A_histogram_has_cumulative_buckets()
    {
        var histogram = Meter.CreateHistogram("collector.wait", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in new[] { 0.1, 0.5, 7 }) histogram.Record(value);

        Assert.Equal(
            """
            # TYPE collector_wait_seconds histogram
            collector_wait_seconds_bucket{le="0.1"} 1
            collector_wait_seconds_bucket{le="1"} 2
            collector_wait_seconds_bucket{le="+Inf"} 3
            collector_wait_seconds_sum 7.6
            collector_wait_seconds_count 3

            """,
            Text());
    }

    [Fact]
    public void Instruments_of_other_meters_are_not_ours()
    {
        using var other = new CollectorMeter();
        other.Meter.CreateCounter<long>("collector.x").Add(1);

        Assert.Equal("", Text());
    }

    [Fact]
    public void A_counter_of_an_enum_has_every_member_from_the_start()
    {
        var metrics = new ScrapeMetrics(_collector);
        metrics.Refused(ScrapeOutcome.Rejected);

        var scrapes = ExpositionParser.Samples(Text()).Where(sample => sample.Name == "collector_scrapes_total").ToDictionary(sample => sample["outcome"]!, sample => sample.Value);

        Assert.Equal(Enum.GetValues<ScrapeOutcome>().Length, scrapes.Count);
        Assert.Equal((1, 0), (scrapes["rejected"], scrapes["reader_stalled"]));
    }

    [Fact]
    public void The_process_is_on_the_page()
    {
        _ = new ProcessMetrics(_collector);

        var samples = ExpositionParser.Samples(Text()).DistinctBy(sample => sample.Name).ToDictionary(sample => sample.Name);

        Assert.All(
            ["process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds", "process_open_fds", "collector_allocated_bytes_total"],
            name => Assert.True(samples[name].Value > 0));
        Assert.Contains("collector_gc_pause_seconds_total", samples.Keys);
        Assert.Equal(CollectorMeter.Version, samples["collector_build_info"]["version"]);
        Assert.All(samples.Keys, name => Assert.True(OwnNames.IsReserved(name)));
    }

    [Fact]
    public void An_instrument_that_throws_is_missing_and_counted_and_the_others_are_there()
    {
        Meter.CreateObservableGauge("collector.broken", int () => throw new InvalidOperationException());
        Meter.CreateObservableGauge("collector.whole", () => 1);
        Text();

        var samples = ExpositionParser.Samples(Encoding.UTF8.GetString(_page.Write(ExpositionFormat.Text)));

        Assert.Equal(["collector_instruments_failed_total", "collector_whole"], samples.Select(sample => sample.Name));
        Assert.True(samples[0].Value > 0);
    }

    // Without the one metric that is always there.
    private string Text() => Failed().Replace(Encoding.UTF8.GetString(_page.Write(ExpositionFormat.Text)), "");

    [GeneratedRegex("# HELP collector_instruments_failed_total .*\n# TYPE .*\n.*\n")]
    private static partial Regex Failed();
}
