using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Store;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition;

public sealed class ConcurrentPublishingTests
{
    [Fact]
    public async Task No_page_mixes_two_polls_and_no_value_changes_its_name_while_polls_are_published()
    {
        var store = new FilledStore();
        var schema = Module("m", 0, Counter("in"), Counter("out"), Counter("poll"));
        var targets = Enumerable.Range(0, 20).Select(i => store.Add($"r{i:00}", ["m"])).ToArray();
        for (var i = 0; i < targets.Length; i++) Publish(store, targets[i], schema, 0);
        using var stop = new CancellationTokenSource();

        // Each poll swaps the names of its two rows and changes all its values together.
        var publisher = Task.Run(() =>
        {
            for (var poll = 1UL; !stop.IsCancellationRequested; poll++) Publish(store, targets[poll % 20], schema, poll);
        });
        using var pages = new Pages(store.Store);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++) Check(await pages.WriteAsync(PageSections.Modules));
        })));
        await stop.CancelAsync();
        await publisher;
    }

    private static void Publish(FilledStore store, TargetSeries series, Collector.Pipeline.Samples.ModuleSchema schema, ulong poll)
    {
        var (low, high) = ("name=\"low\"", "name=\"high\"");
        var (first, second) = poll % 2 == 0 ? (low, high) : (high, low);
        ulong Value(string name) => name == low ? poll : poll + (1UL << 40);
        store.Publish(series, 0, schema, (first, [Value(first), Value(first) + 1, poll]), (second, [Value(second), Value(second) + 1, poll]));
    }

    private static void Check(string page)
    {
        var samples = ExpositionParser.Samples(page);
        Assert.Equal(20 * 6, samples.Count);
        foreach (var target in samples.GroupBy(sample => sample["instance"]))
        {
            var values = target.ToDictionary(sample => (sample.Name, sample["name"]), sample => (ulong)sample.Value);
            var poll = values[("poll", "low")];
            Assert.Equal((poll, poll, poll + 1), (values[("poll", "high")], values[("in", "low")], values[("out", "low")]));
            Assert.Equal((poll + (1UL << 40), poll + (1UL << 40) + 1), (values[("in", "high")], values[("out", "high")]));
        }
    }
}
