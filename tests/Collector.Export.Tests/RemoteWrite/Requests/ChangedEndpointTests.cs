using Collector.Export.RemoteWrite;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Export.Tests.RemoteWrite.Requests;

/// <summary>An endpoint's labels or rules change while series are being sent: what is the same goes on, what is not ends and begins.</summary>
public sealed class ChangedEndpointTests : IDisposable
{
    private const long T0 = 1_700_000_000_000;

    private static readonly ModuleSchema Schema = FilledStore.Module("m", 0, FilledStore.Counter("octets"), FilledStore.Gauge("speed"));

    private readonly EncoderFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_series_that_a_rule_drops_ends_with_the_next_poll_and_the_others_go_on()
    {
        PublishAt(T0);

        Assert.Empty(_fixture.Change(T0 + 5000, rules: WrittenRules.Of("{ source_labels: [__name__], regex: speed, action: drop }")));
        var next = PublishAt(T0 + 10_000);

        Assert.Equal(["octets{ifIndex=1,instance=sw1} 7 @1700000010000", "speed{ifIndex=1,instance=sw1} stale @1700000010000"], next);
        Assert.Equal(["octets{ifIndex=1,instance=sw1} 7 @1700000020000"], PublishAt(T0 + 20_000));
    }

    [Fact]
    public void Under_other_labels_of_the_endpoint_everything_ends_and_begins()
    {
        PublishAt(T0);

        _fixture.Change(T0 + 5000, external: LabelSet.From([new Label("region", "eu")]));
        var next = PublishAt(T0 + 10_000);

        Assert.Equal(
            [
                "octets{ifIndex=1,instance=sw1,region=eu} 7 @1700000010000", "speed{ifIndex=1,instance=sw1,region=eu} 1 @1700000010000",
                "octets{ifIndex=1,instance=sw1} stale @1700000010000", "speed{ifIndex=1,instance=sw1} stale @1700000010000",
            ], next.OrderBy(sample => sample.Contains("stale", StringComparison.Ordinal)).ThenBy(sample => sample, StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_rule_had_renamed_is_ended_under_its_new_name()
    {
        _fixture.Change(T0 - 1000, rules: WrittenRules.Of("{ source_labels: [__name__], regex: octets, target_label: __name__, replacement: bytes }"));
        PublishAt(T0);

        _fixture.Change(T0 + 5000);
        var next = PublishAt(T0 + 10_000);

        Assert.Contains("octets{ifIndex=1,instance=sw1} 7 @1700000010000", next);
        Assert.Equal(["bytes{ifIndex=1,instance=sw1} stale @1700000010000"], next.Where(sample => sample.Contains("stale", StringComparison.Ordinal)));
    }

    [Fact]
    public void Changes_that_follow_each_other_before_a_poll_end_each_series_once()
    {
        PublishAt(T0);
        _fixture.Change(T0 + 1000, external: LabelSet.From([new Label("region", "eu")]));
        _fixture.Change(T0 + 2000);

        Assert.DoesNotContain(PublishAt(T0 + 10_000), sample => sample.Contains("stale", StringComparison.Ordinal));
        Assert.Equal(0, _fixture.Metrics.StaleMarkers);
    }

    /// <summary>A poll, without what it says of itself.</summary>
    private List<string> PublishAt(long unixMs) =>
        [.. _fixture.Publish(Schema, unixMs, ("ifIndex=\"1\"", [7UL, 1.0])).Concat(_fixture.EndPoll(unixMs)).Select(sample => sample.ToString()).Where(sample => sample.Contains("ifIndex", StringComparison.Ordinal))];
}
