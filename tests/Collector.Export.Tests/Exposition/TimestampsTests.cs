using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition;

public sealed class TimestampsTests
{
    [Theory]
    [InlineData(ExpositionFormat.Text, "1700000000000", "1700000000065", "1700000000066")]
    [InlineData(ExpositionFormat.OpenMetrics, "1700000000.000", "1700000000.065", "1700000000.066")]
    public async Task Each_sample_carries_the_time_of_its_rows_reply(ExpositionFormat format, params string[] times)
    {
        var store = new FilledStore();
        var rows = Enumerable.Range(0, 67).Select(i => ($"i=\"{i}\"", new object?[] { i is 0 or > 64 ? (ulong)i : null })).ToArray();
        store.Publish(store.Add("r1", ["m"]), 0, Module("m", 0, Counter("x_total")), 1_700_000_000_000, rows);

        var page = await Pages.ModulesAsync(store.Store, new PageRequest { Format = format, Timestamps = true });

        var families = format == ExpositionFormat.Text ? ExpositionParser.ParseText(page) : ExpositionParser.ParseOpenMetrics(page);
        Assert.Equal(times, families.Single().Samples.Select(sample => sample.Timestamp));
    }
}
