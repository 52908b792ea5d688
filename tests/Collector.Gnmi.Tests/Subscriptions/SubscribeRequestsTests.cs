using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Protocol.Extensions;
using Collector.Gnmi.Subscriptions;

namespace Collector.Gnmi.Tests.Subscriptions;

public class SubscribeRequestsTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public void T01_the_first_message_is_a_list_of_subscriptions()
    {
        var request = Build(Subscription("/interfaces/interface[name=*]", "/system"));

        Assert.Equal(SubscribeRequest.RequestOneofCase.Subscribe, request.RequestCase);
        Assert.Equal(2, request.Subscribe.Subscription.Count);
        Assert.Equal("interface", request.Subscribe.Subscription[0].Path.Elem[1].Name);
        Assert.Equal("*", request.Subscribe.Subscription[0].Path.Elem[1].Key["name"]);
        Assert.Empty(request.Extension);
    }

    [Fact]
    public void T05_a_poll_trigger_is_a_poll_and_nothing_else()
    {
        Assert.Equal(new SubscribeRequest { Poll = new Poll() }, SubscribeRequest.Parser.ParseFrom(SubscribeRequests.Poll.Span));
    }

    [Fact]
    public void T45_without_a_prefix_none_is_sent()
    {
        Assert.Null(Build(Subscription("/a")).Subscribe.Prefix);
        Assert.Null(Build(Subscription("/a") with { Prefix = GnmiPath.Root }).Subscribe.Prefix);
        Assert.Null(Build(Subscription("/a") with { Target = "" }).Subscribe.Prefix);
    }

    [Fact]
    public void T45_a_prefix_that_says_anything_is_sent()
    {
        Assert.Equal("openconfig", Build(Subscription("/a") with { Prefix = new GnmiPath { Origin = "openconfig" } }).Subscribe.Prefix.Origin);
        Assert.Equal("interfaces", Build(Subscription("/a") with { Prefix = Path("/interfaces") }).Subscribe.Prefix.Elem.Single().Name);
    }

    [Fact]
    public void The_prefix_carries_the_target_that_is_written_before_the_name_of_the_target()
    {
        Assert.Equal("r1", Build(Subscription("/a") with { SetTarget = true }).Subscribe.Prefix.Target);
        Assert.Equal("lab", Build(Subscription("/a") with { SetTarget = true, Target = "lab" }).Subscribe.Prefix.Target);
        Assert.Equal("lab", Build(Subscription("/a") with { Target = "lab" }).Subscribe.Prefix.Target);
    }

    [Fact]
    public void T46_a_sample_interval_is_in_nanoseconds()
    {
        var sent = Sent(new SubscribedPaths { Paths = [Path("/a")], Mode = StreamMode.Sample, SampleInterval = TimeSpan.FromMilliseconds(1500) });

        Assert.Equal(SubscriptionMode.Sample, sent.Mode);
        Assert.Equal(1_500_000_000u, sent.SampleInterval);
    }

    [Theory]
    [InlineData(StreamMode.OnChange, false, 10_000_000_000)]
    [InlineData(StreamMode.TargetDefined, false, 10_000_000_000)]
    [InlineData(StreamMode.Sample, true, 10_000_000_000)]
    [InlineData(StreamMode.Sample, false, 0)]
    public void T46_a_heartbeat_is_sent_only_where_it_means_something(StreamMode mode, bool suppressRedundant, ulong expected)
    {
        var sent = Sent(new SubscribedPaths { Paths = [Path("/a")], Mode = mode, HeartbeatInterval = TenSeconds, SuppressRedundant = suppressRedundant });

        Assert.Equal(expected, sent.HeartbeatInterval);
    }

    [Theory]
    [InlineData(StreamMode.OnChange)]
    [InlineData(StreamMode.TargetDefined)]
    public void T46_only_samples_have_an_interval_and_suppress_what_is_redundant(StreamMode mode)
    {
        var sent = Sent(new SubscribedPaths { Paths = [Path("/a")], Mode = mode, SampleInterval = TenSeconds, SuppressRedundant = true });

        Assert.Equal((0u, false), (sent.SampleInterval, sent.SuppressRedundant));
    }

    [Theory]
    [InlineData(SubscriptionListMode.Once, SubscriptionList.Types.Mode.Once)]
    [InlineData(SubscriptionListMode.Poll, SubscriptionList.Types.Mode.Poll)]
    public void T46_outside_of_streams_no_mode_and_no_interval_is_sent(SubscriptionListMode mode, SubscriptionList.Types.Mode expected)
    {
        var paths = new SubscribedPaths { Paths = [Path("/a")], Mode = StreamMode.Sample, SampleInterval = TenSeconds, HeartbeatInterval = TenSeconds, SuppressRedundant = true };
        var list = Build(Subscription("/a") with { Mode = mode, Paths = [paths] }).Subscribe;

        Assert.Equal(expected, list.Mode);
        Assert.Equal(new Subscription { Path = Path("/a").ToProtocol() }, list.Subscription.Single());
    }

    [Fact]
    public void T47_modes_are_mixed_in_one_call()
    {
        var list = Build(Subscription("/a") with
        {
            Paths =
            [
                new SubscribedPaths { Paths = [Path("/a"), Path("/b")], Mode = StreamMode.Sample, SampleInterval = TenSeconds },
                new SubscribedPaths { Paths = [Path("/c")], Mode = StreamMode.OnChange },
            ],
        }).Subscribe;

        Assert.Equal([SubscriptionMode.Sample, SubscriptionMode.Sample, SubscriptionMode.OnChange], list.Subscription.Select(one => one.Mode));
    }

    [Fact]
    public void What_is_said_of_the_whole_list_is_sent()
    {
        var list = Build(Subscription("/a") with { UpdatesOnly = true, Qos = 0, Models = ["openconfig-interfaces"] }, Encoding.Proto).Subscribe;

        Assert.True(list.UpdatesOnly);
        Assert.Equal(new QOSMarking(), list.Qos);
        Assert.Equal("openconfig-interfaces", list.UseModels.Single().Name);
        Assert.Equal(Encoding.Proto, list.Encoding);
        Assert.Null(Build(Subscription("/a")).Subscribe.Qos);
    }

    [Fact]
    public void Depth_and_history_are_extensions()
    {
        var ranged = Build(Subscription("/a") with { Depth = 2, History = new HistoryOptions(null, 1, 2) });
        var snapshot = Build(Subscription("/a") with { History = new HistoryOptions(7, null, null) });

        Assert.Equal(2u, ranged.Extension[0].Depth.Level);
        Assert.Equal(new TimeRange { Start = 1, End = 2 }, ranged.Extension[1].History.Range);
        Assert.Equal(7, snapshot.Extension.Single().History.SnapshotTime);
    }

    private static Subscription Sent(SubscribedPaths paths) => Build(Subscription("/a") with { Paths = [paths] }).Subscribe.Subscription.Single();

    private static SubscribeRequest Build(SubscriptionOptions subscription, Encoding encoding = Encoding.Json) =>
        SubscribeRequest.Parser.ParseFrom(SubscribeRequests.Subscribe(subscription, "r1", encoding).Span);

    private static SubscriptionOptions Subscription(params string[] paths) =>
        new() { Name = "ifc", Paths = [new SubscribedPaths { Paths = [.. paths.Select(Path)] }] };

    private static GnmiPath Path(string text) => PathText.TryParse(text, out var path, out var problem) ? path : throw new FormatException(problem.ToString());
}
