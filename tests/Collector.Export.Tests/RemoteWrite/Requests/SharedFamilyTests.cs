using Collector.Export.RemoteWrite;
using Collector.Pipeline.Samples;
using Collector.Testing;

namespace Collector.Export.Tests.RemoteWrite.Requests;

/// <summary>Two modules of a target that have the same series: one of them sends it, because two samples of a time cost the receiver the whole request.</summary>
public sealed class SharedFamilyTests : IDisposable
{
    private const long T0 = 1_700_000_000_000;

    private static readonly ModuleSchema First = FilledStore.Module("m", 0, FilledStore.Counter("sysUpTime"));
    private static readonly ModuleSchema Second = FilledStore.Module("n", 1, FilledStore.Counter("sysUpTime"), FilledStore.Counter("other"));

    private readonly EncoderFixture _fixture = new(modules: ["m", "n"]);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_first_one_sends_it()
    {
        Assert.Single(_fixture.Publish(0, First, T0, ("", [1UL])));
        Assert.Equal(["other{instance=sw1} 3 @1700000000000"], _fixture.Publish(1, Second, T0, ("", [2UL, 3UL])).Select(sample => sample.ToString()));
        Assert.Equal(["sysUpTime{instance=sw1} 4 @1700000010000"], _fixture.Publish(0, First, T0 + 10_000, ("", [4UL])).Select(sample => sample.ToString()));
        Assert.Single(_fixture.Publish(1, Second, T0 + 10_000, ("", [5UL, 3UL])));
        Assert.Equal(2, _fixture.Metrics.SamplesDropped(SampleDrop.Duplicate));
    }

    [Fact]
    public void The_second_one_sends_it_when_the_first_does_not_have_it_any_more()
    {
        _fixture.Publish(0, First, T0, ("", [1UL]));
        _fixture.Publish(1, Second, T0, ("", [2UL]));

        Assert.True(Assert.Single(_fixture.Publish(0, First, T0 + 10_000)).IsStale);
        Assert.Empty(_fixture.Publish(1, Second, T0 + 10_000, ("", [5UL]))); // at the marker's own time
        Assert.Equal(["sysUpTime{instance=sw1} 6 @1700000020000"], _fixture.Publish(1, Second, T0 + 20_000, ("", [6UL])).Select(sample => sample.ToString()));
        Assert.Single(_fixture.End(T0 + 30_000));
    }

    [Fact]
    public void Rows_of_their_own_are_sent_by_both()
    {
        Assert.Single(_fixture.Publish(0, First, T0, ("a=\"1\"", [1UL])));
        Assert.Single(_fixture.Publish(1, Second, T0, ("a=\"2\"", [2UL])));
    }

    [Fact]
    public void Texts_are_shared_as_well()
    {
        var text = new TextColumn(new MetricFamily("sysName", "", MetricType.Gauge), "sysName");
        var other = FilledStore.Module("n", 1, new TextColumn(new MetricFamily("sysName", "", MetricType.Gauge), "sysName"));
        Assert.Single(_fixture.Publish(0, FilledStore.Module("m", 0, text), T0, ("", ["a"])));
        Assert.Empty(_fixture.Publish(1, other, T0, ("", ["a"])));
    }
}
