using System.IO.Pipelines;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Samples;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition;

public sealed class AllocationTests
{
    private readonly CodeNames _names = new(new Dictionary<long, string> { [1] = "up", [2] = "down" });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_allocates_nothing_for_a_series(bool timestamps)
    {
        var few = await MeasureAsync(rows: 100, timestamps);
        var many = await MeasureAsync(rows: 10_000, timestamps);

        // 70,000 series more. A Debug build has an object for each piece of 64 KB, where a Release build has none.
        Assert.InRange(many - few, 0, 70_000 / 4);
    }

    private async Task<long> MeasureAsync(int rows, bool timestamps)
    {
        var store = new FilledStore();
        var schema = Module(
            "m", 0, Counter("a"), Gauge("b"), Gauge("c"),
            new CodeColumn(new MetricFamily("d", "", MetricType.Gauge), "state", _names),
            new StateSetColumn(new MetricFamily("e", "", MetricType.Gauge), "state", _names),
            new TextColumn(new MetricFamily("f", "", MetricType.Gauge), "text"));
        store.Publish(
            store.Add("r1", ["m"]), 0, schema,
            [.. Enumerable.Range(0, rows).Select(i => ($"i=\"{i}\"", new object?[] { (ulong)i, i * 0.1, double.NaN, 1, 3, "text" }))]);
        using var pages = new Pages(store.Store);
        var request = new PageRequest { Sections = PageSections.Modules, Timestamps = timestamps };
        var body = PipeWriter.Create(Stream.Null);

        for (var i = 0; i < 3; i++) await pages.Page.WriteAsync(request, body, CancellationToken.None);
        return Allocations.InSteadyState(() =>
        {
            var page = pages.Page.WriteAsync(request, body, CancellationToken.None);
            Assert.True(page.IsCompletedSuccessfully); // all of it on this thread, which is measured
        });
    }
}
