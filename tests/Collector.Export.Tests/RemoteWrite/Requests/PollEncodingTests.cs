using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Export.Tests.RemoteWrite.Requests;

/// <summary>What a poll becomes on the wire.</summary>
public sealed class PollEncodingTests
{
    private const long T0 = 1_700_000_000_000;

    private static readonly ModuleSchema Schema = FilledStore.Module("m", 0, FilledStore.Counter("octets"), FilledStore.Gauge("speed"));

    [Fact]
    public void Every_series_goes_out_with_the_time_of_its_row()
    {
        using var fixture = new EncoderFixture(labels: new Label("site", "ams1"));

        var sent = fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [5UL, 2.5]), ("ifIndex=\"2\"", [6UL, null]));

        Assert.Equal(
            ["octets{ifIndex=1,instance=sw1,site=ams1} 5 @1700000000000", "speed{ifIndex=1,instance=sw1,site=ams1} 2.5 @1700000000000", "octets{ifIndex=2,instance=sw1,site=ams1} 6 @1700000000001"],
            sent.Select(sample => sample.ToString()));
    }

    [Fact]
    public void Labels_are_sorted_by_octets_and_unescaped()
    {
        using var fixture = new EncoderFixture(labels: [new Label("Zone", "z"), new Label("_x", "y")]);

        var sent = fixture.Publish(Schema, T0, ("""ifAlias="a \"b\" \\ c\nd",ifName="x" """.TrimEnd(), [1UL]));

        Assert.Equal("octets{Zone=z,_x=y,ifAlias=a \"b\" \\ c\nd,ifName=x,instance=sw1}", Assert.Single(sent).Series);
    }

    [Fact]
    public void The_endpoint_adds_its_labels_where_a_series_has_none_of_the_name()
    {
        using var fixture = new EncoderFixture(external: LabelSet.From([new Label("region", "eu"), new Label("instance", "other"), new Label("ifIndex", "9")]));

        Assert.Equal("octets{ifIndex=1,instance=sw1,region=eu}", Assert.Single(fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [1UL]))).Series);
    }

    [Fact]
    public void Values_are_what_the_store_has()
    {
        using var fixture = new EncoderFixture();
        var schema = FilledStore.Module("m", 0, FilledStore.Counter("c"), new SignedColumn(new MetricFamily("s", "", MetricType.Gauge)), FilledStore.Gauge("nan"), FilledStore.Gauge("stale"));

        var sent = fixture.Publish(schema, T0, ("", [ulong.MaxValue, -3, double.NaN, BitConverter.UInt64BitsToDouble(0x7ff0_0000_0000_0002)]));

        Assert.Equal([18446744073709551615.0, -3, double.NaN, double.NaN], sent.Select(sample => sample.Value));
        Assert.DoesNotContain(sent, sample => sample.IsStale); // a device's number never ends a series
    }

    [Fact]
    public void Enumerations_and_texts_get_their_label_in_its_place()
    {
        using var fixture = new EncoderFixture();
        var names = new CodeNames(new Dictionary<long, string> { [1] = "up", [2] = "down" });
        var schema = FilledStore.Module("m", 0,
            new StateSetColumn(new MetricFamily("state", "", MetricType.Gauge), "kind", names), new TextColumn(new MetricFamily("descr", "", MetricType.Gauge), "a"));

        var sent = fixture.Publish(schema, T0, ("ifIndex=\"1\",z=\"2\"", [2, "x\"y"]));

        Assert.Equal(["state{ifIndex=1,instance=sw1,kind=up,z=2} 0", "state{ifIndex=1,instance=sw1,kind=down,z=2} 1", "descr{a=x\"y,ifIndex=1,instance=sw1,z=2} 1"],
            sent.Select(sample => $"{sample.Series} {sample.Value}"));
    }

    [Fact]
    public void A_label_that_the_target_has_already_is_exported()
    {
        using var fixture = new EncoderFixture(labels: new Label("state", "mine"));
        var schema = FilledStore.Module("m", 0, new TextColumn(new MetricFamily("descr", "", MetricType.Gauge), "state"));

        Assert.Equal("descr{exported_state=theirs,instance=sw1,state=mine}", Assert.Single(fixture.Publish(schema, T0, ("", ["theirs"]))).Series);
    }

    [Fact]
    public void A_state_that_is_named_twice_is_sent_once()
    {
        using var fixture = new EncoderFixture();
        var names = new CodeNames(new Dictionary<long, string> { [1] = "other", [2] = "other", [3] = "up" });
        var schema = FilledStore.Module("m", 0, new StateSetColumn(new MetricFamily("state", "", MetricType.Gauge), "state", names));

        Assert.Equal(2, fixture.Publish(schema, T0, ("", [3])).Count);
        Assert.Equal(1, fixture.Metrics.SamplesDropped(SampleDrop.Duplicate));
    }

    [Fact]
    public void Names_that_are_the_collectors_own_are_not_sent()
    {
        using var fixture = new EncoderFixture();

        Assert.Empty(fixture.Publish(FilledStore.Module("m", 0, FilledStore.Gauge("up"), FilledStore.Gauge("collector_polls_total")), T0, ("", [1.0, 2.0])));
    }

    [Fact]
    public void A_row_is_never_in_two_requests_and_a_request_never_too_large()
    {
        using var fixture = new EncoderFixture(maxSamples: 5);
        var rows = Enumerable.Range(0, 100).Select(row => ($"ifIndex=\"{row}\"", new object?[] { (ulong)row, 1.0 })).ToArray();

        fixture.Stage(Schema, T0, rows);
        fixture.Send(0, T0);

        Assert.Equal(49, fixture.Requests.Requests.Count);
        Assert.All(fixture.Requests.Requests, request => Assert.Equal(4, request.Summary.Samples));
        Assert.Equal(200, fixture.Take().Count);
    }

    [Fact]
    public void A_request_says_whose_samples_it_has_and_of_when()
    {
        using var fixture = new EncoderFixture();
        fixture.Stage(Schema, T0, ("ifIndex=\"1\"", [5UL, 2.5]), ("ifIndex=\"2\"", [6UL, null]));
        fixture.Send(0, T0);
        fixture.Encoder.Writer.Seal();

        var request = Assert.Single(fixture.Requests.Requests);
        Assert.Equal(new RequestSummary(3, T0, T0 + 1), request.Summary);
        Assert.Equal([new TargetSpan("sw1", 3, T0, T0 + 1)], request.Targets);
    }

    [Fact]
    public void The_same_poll_again_has_nothing_newer()
    {
        using var fixture = new EncoderFixture();
        fixture.Publish(Schema, T0, ("ifIndex=\"1\"", [5UL, 2.5]), ("ifIndex=\"2\"", [6UL, null]));
        fixture.Send(0, T0);

        Assert.Empty(fixture.Take());
        Assert.Equal(3, fixture.Metrics.SamplesDropped(SampleDrop.NotIncreasing));
    }

    [Fact]
    public void How_a_poll_went_is_sent_with_it()
    {
        using var fixture = new EncoderFixture();

        var sent = fixture.EndPoll(T0);

        Assert.Equal(["up{instance=sw1} 1", "collector_target_up{instance=sw1} 1", "collector_poll_duration_seconds{instance=sw1} 0.25", "collector_poll_varbinds{instance=sw1} 7"],
            sent.Select(sample => $"{sample.Series} {sample.Value}"));
    }

    [Fact]
    public void The_collector_s_own_names_are_in_the_metrics_reference() =>
        Assert.All(["up", "collector_target_up", "collector_poll_duration_seconds", "collector_poll_varbinds"], name => Assert.Contains($"`{name}", Docs.Read("metrics.md"), StringComparison.Ordinal));

    [Fact]
    public void A_poll_like_the_last_one_allocates_nothing()
    {
        using var fixture = new EncoderFixture();
        var names = new CodeNames(new Dictionary<long, string> { [1] = "up", [2] = "down" });
        var schema = FilledStore.Module("m", 0, FilledStore.Counter("octets"), new StateSetColumn(new MetricFamily("state", "", MetricType.Gauge), "state", names), FilledStore.Gauge("speed"));
        var rows = Enumerable.Range(0, 100).Select(row => ($"ifIndex=\"{row}\"", new object?[] { (ulong)row, 1, 1.0 })).ToArray();
        fixture.Requests.IsKeeping = false;
        fixture.Publish(schema, T0, rows);
        var least = long.MaxValue; // of all polls: a collection that another test causes is charged to this thread too
        for (var poll = 1; poll < 12; poll++)
        {
            fixture.Stage(schema, T0 + 10_000 * poll, rows);
            var before = GC.GetAllocatedBytesForCurrentThread();
            fixture.Send(0, 0);
            fixture.Encoder.Writer.Seal();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}
