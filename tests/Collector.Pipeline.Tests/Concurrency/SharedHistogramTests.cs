using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Tests.Concurrency;

public sealed class SharedHistogramTests
{
    [Fact]
    public void A_value_belongs_to_the_first_bound_that_is_not_below_it()
    {
        var histogram = new SharedHistogram([1, 5]);
        foreach (var value in new[] { 0.5, 1, 1.1, 5, 7 }) histogram.Record(value);
        Assert.Equal((2, 2, 1), (histogram.CountOf(0), histogram.CountOf(1), histogram.CountOf(2)));
        Assert.Equal(14.6, histogram.Sum, 9);
    }

    [Fact]
    public async Task No_value_is_lost_between_threads()
    {
        var histogram = new SharedHistogram([10]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++) histogram.Record(i % 2 == 0 ? 1 : 20);
        })));
        Assert.Equal((100_000, 100_000), (histogram.CountOf(0), histogram.CountOf(1)));
        Assert.Equal(100_000 * 21.0, histogram.Sum);
    }
}
