using Collector.Gnmi.Paths;
using Collector.Gnmi.Sessions;
using Collector.Gnmi.Subscriptions;

namespace Collector.Gnmi.Tests.Sessions;

public class SubscriptionPaceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Samples_may_stay_away_for_three_intervals() =>
        Assert.Equal(3 * Minute, Pace(new SubscribedPaths { Paths = [GnmiPath.Root], Mode = StreamMode.Sample, SampleInterval = Minute }).Silence);

    [Fact]
    public void Very_short_intervals_leave_a_device_time_to_breathe() =>
        Assert.Equal(TimeSpan.FromSeconds(10), Pace(new SubscribedPaths { Paths = [GnmiPath.Root], Mode = StreamMode.Sample, SampleInterval = TimeSpan.FromSeconds(1) }).Silence);

    [Theory]
    [InlineData(StreamMode.OnChange, false)]
    [InlineData(StreamMode.TargetDefined, false)]
    [InlineData(StreamMode.Sample, true)]
    public void Where_only_changes_are_sent_the_heartbeat_decides(StreamMode mode, bool suppressRedundant)
    {
        var paths = new SubscribedPaths { Paths = [GnmiPath.Root], Mode = mode, SuppressRedundant = suppressRedundant, SampleInterval = TimeSpan.FromSeconds(20), HeartbeatInterval = Minute };

        Assert.Equal(3 * Minute, Pace(paths).Silence);
        Assert.Null(Pace(paths with { HeartbeatInterval = TimeSpan.Zero }).Silence);
    }

    [Fact]
    public void Of_several_groups_the_one_that_promises_most_often_decides() =>
        Assert.Equal(
            3 * Minute,
            Pace(
                new SubscribedPaths { Paths = [GnmiPath.Root], Mode = StreamMode.OnChange },
                new SubscribedPaths { Paths = [GnmiPath.Root], Mode = StreamMode.Sample, SampleInterval = Minute },
                new SubscribedPaths { Paths = [GnmiPath.Root], Mode = StreamMode.Sample, SampleInterval = 5 * Minute }).Silence);

    [Fact]
    public void Only_streams_promise_anything()
    {
        var options = new SubscriptionOptions
        {
            Name = "s",
            Mode = SubscriptionListMode.Poll,
            Paths = [new SubscribedPaths { Paths = [GnmiPath.Root], Mode = StreamMode.Sample, SampleInterval = Minute }],
        };

        Assert.Null(SubscriptionPace.Of(options, new SessionSettings()).Silence);
    }

    [Fact]
    public void A_subscription_of_the_mode_POLL_asks_at_its_sample_interval_or_once_a_minute()
    {
        var paths = new SubscribedPaths { Paths = [GnmiPath.Root], SampleInterval = TimeSpan.FromSeconds(15) };
        var options = new SubscriptionOptions { Name = "s", Mode = SubscriptionListMode.Poll, Paths = [paths] };

        Assert.Equal(TimeSpan.FromSeconds(15), SubscriptionPace.Of(options, new SessionSettings()).PollInterval);
        Assert.Equal(Minute, SubscriptionPace.Of(options with { Paths = [paths with { SampleInterval = TimeSpan.Zero }] }, new SessionSettings()).PollInterval);
    }

    [Fact]
    public void Grace_and_the_time_for_a_sync_are_a_minute_or_three_intervals()
    {
        var slow = Pace(new SubscribedPaths { Paths = [GnmiPath.Root], Mode = StreamMode.Sample, SampleInterval = 5 * Minute });
        var fast = Pace(new SubscribedPaths { Paths = [GnmiPath.Root], Mode = StreamMode.Sample, SampleInterval = TimeSpan.FromSeconds(1) });

        Assert.Equal((15 * Minute, 15 * Minute), (slow.Grace, slow.SyncTimeout));
        Assert.Equal((Minute, Minute), (fast.Grace, fast.SyncTimeout));
    }

    private static SubscriptionPace Pace(params SubscribedPaths[] paths) => SubscriptionPace.Of(new SubscriptionOptions { Name = "s", Paths = paths }, new SessionSettings());
}
