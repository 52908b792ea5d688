using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Samples;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition;

public sealed class OpenMetricsTests
{
    private static readonly PageRequest OpenMetrics = new() { Format = ExpositionFormat.OpenMetrics };

    private readonly FilledStore _store = new();

    [Fact]
    public async Task Nothing_is_renamed_and_the_page_has_its_end()
    {
        var schema = Module(
            "m",
            0,
            Counter("ifHCInOctets", "In \"octets\"\\\n."),
            Counter("requests_total", "R."),
            Counter("_total", ""),
            Gauge("rows_total", ""),
            new DoubleColumn(new MetricFamily("what", "", MetricType.Unknown)));
        _store.Publish(_store.Add("r1", ["m"]), 0, schema, ("", [1UL, 2UL, 3UL, 4.0, double.NaN]));

        var page = await Pages.ModulesAsync(_store.Store, OpenMetrics);

        Assert.Equal(
            """
            # TYPE _total unknown
            _total{instance="r1"} 3
            # HELP ifHCInOctets In \"octets\"\\\n.
            # TYPE ifHCInOctets unknown
            ifHCInOctets{instance="r1"} 1
            # HELP requests R.
            # TYPE requests counter
            requests_total{instance="r1"} 2
            # TYPE rows_total gauge
            rows_total{instance="r1"} 4
            # TYPE what unknown
            what{instance="r1"} NaN
            # EOF

            """,
            page);
        Assert.Equal(5, ExpositionParser.ParseOpenMetrics(page).Count);
    }

    [Fact]
    public async Task A_counter_whose_short_name_is_taken_keeps_its_name_and_is_unknown()
    {
        var schema = Module("m", 0, Counter("errors_total", ""), Gauge("errors", ""));
        _store.Publish(_store.Add("r1", ["m"]), 0, schema, ("", [1UL, 2.0]));

        Assert.Equal(
            ["errors gauge", "errors_total unknown"],
            ExpositionParser.ParseOpenMetrics(await Pages.ModulesAsync(_store.Store, OpenMetrics)).Select(family => $"{family.Name} {family.Type}"));
    }

    [Fact]
    public async Task An_empty_page_still_has_its_end() => Assert.Equal("# EOF\n", await Pages.ModulesAsync(_store.Store, OpenMetrics));

    [Fact]
    public async Task A_whole_page_is_valid_in_both_formats()
    {
        _store.Publish(_store.Add("r1", ["m"]), 0, Module("m", 0, Counter("a_total"), Gauge("b")), ("i=\"1\"", [1UL, 0.5]), ("i=\"2\"", [2UL, null]));
        using var pages = new Pages(_store.Store);
        _ = new Collector.Pipeline.Diagnostics.ProcessMetrics(pages.Meter);
        await pages.WriteAsync();

        var text = ExpositionParser.ParseText(await pages.WriteAsync());
        var open = ExpositionParser.ParseOpenMetrics(await pages.WriteAsync(OpenMetrics));

        Assert.Equal(text.SelectMany(family => family.Samples).Select(sample => sample.Series), open.SelectMany(family => family.Samples).Select(sample => sample.Series));
        Assert.Contains(open, family => family is { Name: "collector_scrape_duration_seconds", Type: "histogram" });
    }
}
