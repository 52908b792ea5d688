using Collector.Pipeline.Store;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Store;

public sealed class SeriesStoreTests
{
    private readonly FilledStore _filled = new();

    [Fact]
    public void Targets_are_in_the_order_of_their_instances()
    {
        foreach (var instance in new[] { "b", "a", "c", "B" }) _filled.Add(instance, ["m"]);
        Assert.Equal(["B", "a", "b", "c"], _filled.Store.TargetArray.Select(series => series.Target.Instance));
    }

    [Fact]
    public void Targets_go_and_come_in_one_step()
    {
        var old = _filled.Add("a", ["m"]);
        var before = _filled.Store.TargetArray;
        var replacement = new TargetSeries(old.Target, ["m"]);

        _filled.Store.Change(new HashSet<TargetSeries> { old }, [replacement]);

        Assert.Same(old, Assert.Single(before));
        Assert.Same(replacement, Assert.Single(_filled.Store.TargetArray));
    }

    [Fact]
    public void An_heir_takes_its_place_and_one_without_a_place_is_passed_over()
    {
        var (a, b) = (_filled.Add("a", ["m"]), _filled.Add("b", ["m"]));
        var before = _filled.Store.TargetArray;
        var (heir, stranger) = (new TargetSeries(a.Target, ["m"]), new TargetSeries(a.Target, ["m"]));

        _filled.Store.Replace(new Dictionary<TargetSeries, TargetSeries> { [a] = heir, [new TargetSeries(b.Target, ["m"])] = stranger });

        Assert.Equal<TargetSeries>([a, b], before);
        Assert.Equal<TargetSeries>([heir, b], _filled.Store.TargetArray);
    }

    [Fact]
    public void A_module_is_neither_complete_nor_incomplete_before_its_first_poll()
    {
        var series = _filled.Add("a", ["one", "two"]);
        Assert.Null(series.IsComplete(0));
        series.Publish(0, null, isComplete: false);
        series.Publish(1, null, isComplete: true);
        Assert.False(series.IsComplete(0));
        Assert.True(series.IsComplete(1));
    }

    [Fact]
    public void Publishing_hands_back_what_was_there_before()
    {
        var series = _filled.Add("a", ["one"]);
        var schema = FilledStore.Module("one", 0, FilledStore.Gauge("g"));
        _filled.Publish(series, 0, schema, ("", [1.0]));
        var first = series.Module(0);
        Assert.NotNull(first);
        Assert.Same(first, series.Publish(0, null, isComplete: false));
        Assert.Null(series.Module(0));
    }
}
