using Collector.Export.RemoteWrite;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Export.Tests.RemoteWrite.Requests;

/// <summary>A series that ends is told to have ended, exactly once; one that goes on is not.</summary>
public sealed class StalenessTests : IDisposable
{
    private const long T0 = 1_700_000_000_000;

    private static readonly ModuleSchema Schema = FilledStore.Module("m", 0, FilledStore.Counter("octets"), FilledStore.Gauge("speed"));

    private readonly EncoderFixture _fixture = new(modules: ["m", "n"]);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_row_that_is_gone_ends_with_the_poll_that_misses_it()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL, 1.0]), ("ifIndex=\"2\"", [2UL, 2.0]));

        var missing = _fixture.Publish(Schema, T0 + 10_000, ("ifIndex=\"1\"", [1UL, 1.0]));
        var later = _fixture.Publish(Schema, T0 + 20_000, ("ifIndex=\"1\"", [1UL, 1.0]));

        Assert.Equal(["octets{ifIndex=2,instance=sw1} stale @1700000010000", "speed{ifIndex=2,instance=sw1} stale @1700000010000"], Ended(missing));
        Assert.Empty(Ended(later));
    }

    [Fact]
    public void A_cell_that_is_gone_ends_alone()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL, 1.0]));

        Assert.Equal(["speed{ifIndex=1,instance=sw1} stale @1700000010000"], Ended(_fixture.Publish(Schema, T0 + 10_000, ("ifIndex=\"1\"", [1UL, null]))));
    }

    [Fact]
    public void What_was_never_sent_does_not_end()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL, null]));

        Assert.Equal(["octets{ifIndex=1,instance=sw1} stale @1700000005000"], Ended(_fixture.End(T0 + 5000)));
    }

    [Fact]
    public void A_row_with_other_labels_is_another_row()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\",ifAlias=\"old\"", [1UL]));

        var sent = _fixture.Publish(Schema, T0 + 10_000, ("ifIndex=\"1\",ifAlias=\"new\"", [2UL]));

        Assert.Equal(["octets{ifAlias=new,ifIndex=1,instance=sw1} 2 @1700000010000", "octets{ifAlias=old,ifIndex=1,instance=sw1} stale @1700000010000"], InWords(sent));
    }

    [Fact]
    public void A_row_that_moves_to_another_slot_goes_on()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL]), ("ifIndex=\"2\"", [2UL]));

        var sent = _fixture.Publish(Schema, T0 + 10_000, ("ifIndex=\"2\"", [3UL]), ("ifIndex=\"1\"", [4UL]));

        Assert.Empty(Ended(sent));
        Assert.Equal(2, sent.Count);
    }

    [Fact]
    public void A_state_that_is_left_ends_when_it_is_a_label()
    {
        var schema = FilledStore.Module("m", 0, new TextColumn(new MetricFamily("version", "", MetricType.Gauge), "version"));
        _fixture.Publish(schema, T0, ("", ["1.0"]));
        Assert.Empty(Ended(_fixture.Publish(schema, T0 + 10_000, ("", ["1.0"]))));

        Assert.Equal(["version{instance=sw1,version=2.0} 1 @1700000020000", "version{instance=sw1,version=1.0} stale @1700000020000"], InWords(_fixture.Publish(schema, T0 + 20_000, ("", ["2.0"]))));
        Assert.Equal(["version{instance=sw1,version=2.0} stale @1700000030000"], Ended(_fixture.End(T0 + 30_000)));
    }

    [Fact]
    public void A_poll_without_any_reply_ends_what_the_module_had_at_the_time_of_the_poll()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL]));
        _fixture.EndPoll(T0);

        Assert.Empty(_fixture.PublishNothing(T0 + 14_000));
        Assert.Contains("octets{ifIndex=1,instance=sw1} stale @1700000010000", Ended(_fixture.EndPoll(T0 + 10_000, PollOutcome.TimedOut)));
        Assert.Empty(_fixture.PublishNothing(T0 + 24_000));
        Assert.Equal(["up{instance=sw1} 0 @1700000020000"], InWords(_fixture.EndPoll(T0 + 20_000, PollOutcome.TimedOut)).Take(1));
    }

    [Fact]
    public void Who_follows_goes_on_with_what_both_have_and_ends_the_rest_with_its_first_poll()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL, 1.0]), ("ifIndex=\"2\"", [2UL]));
        _fixture.EndPoll(T0);
        _fixture.Follow();

        Assert.Empty(Ended(_fixture.Publish(Schema, T0 + 10_000, ("ifIndex=\"1\"", [1UL]))));
        Assert.Empty(Ended(_fixture.EndPoll(T0 + 10_000))); // one of its modules has not been published
        Assert.Empty(Ended(_fixture.Publish(1, Schema, T0 + 10_000)));
        Assert.Equal(
            ["octets{ifIndex=2,instance=sw1} stale @1700000020000", "speed{ifIndex=1,instance=sw1} stale @1700000020000"], Ended(_fixture.EndPoll(T0 + 20_000)).Order(StringComparer.Ordinal));
        Assert.Empty(Ended(_fixture.EndPoll(T0 + 30_000)));
    }

    [Fact]
    public void Who_follows_with_other_labels_begins_series_of_its_own()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL]));
        _fixture.EndPoll(T0);
        _fixture.Follow(new Label("site", "ams1"));
        _fixture.Publish(Schema, T0 + 10_000, ("ifIndex=\"1\"", [1UL]));
        _fixture.Publish(1, Schema, T0 + 10_000);

        var ended = Ended(_fixture.EndPoll(T0 + 10_000)).ToList();
        Assert.Contains("octets{ifIndex=1,instance=sw1} stale @1700000010000", ended);
        Assert.Contains("up{instance=sw1} stale @1700000010000", ended);
    }

    [Fact]
    public void Who_follows_and_is_no_target_ends_the_rest_when_all_of_it_was_published()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL]), ("ifIndex=\"2\"", [1UL]));
        _fixture.Follow();

        Assert.Empty(Ended(_fixture.Publish(Schema, T0 + 10_000, ("ifIndex=\"1\"", [1UL]))));
        Assert.Equal(["octets{ifIndex=2,instance=sw1} stale @1700000010000"], Ended(_fixture.Publish(1, Schema, T0 + 10_000)));
    }

    [Fact]
    public void A_clock_that_is_set_back_loses_samples_and_ends_nothing()
    {
        _fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL, 1.0]));

        Assert.Empty(_fixture.Publish(Schema, T0 - 3_600_000, ("ifIndex=\"1\"", [1UL, 1.0])));
        Assert.Equal(2, _fixture.Metrics.SamplesDropped(SampleDrop.NotIncreasing));
        Assert.Equal(2, _fixture.Publish(Schema, T0 + 1, ("ifIndex=\"1\"", [1UL, 1.0])).Count);
    }

    private static IEnumerable<string> Ended(List<SentSample> sent) => InWords(sent.Where(sample => sample.IsStale));

    private static IEnumerable<string> InWords(IEnumerable<SentSample> sent) => sent.Select(sample => sample.ToString());
}
