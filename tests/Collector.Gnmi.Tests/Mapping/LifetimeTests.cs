using Collector.Gnmi.Paths;
using Collector.Gnmi.Subscriptions;
using Collector.Testing.Gnmi;
using static Collector.Testing.Gnmi.GnmiMessages;

namespace Collector.Gnmi.Tests.Mapping;

/// <summary>How long series live that are not deleted.</summary>
public sealed class LifetimeTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void T36_a_sample_that_does_not_come_for_three_intervals_ends()
    {
        var stream = new GnmiStream(GnmiStream.Subscribed(StreamMode.Sample, TimeSpan.FromSeconds(10)));
        var seen = new List<int>();
        for (var second = 0; second <= 60; second += 5)
        {
            stream.Now = GnmiStream.Start + second * Second;
            if (second % 10 == 0) stream.Send(At(second).Update("/a/stays", 1));
            if (second == 0) stream.Send(At(second).Update("/a/goes", 1));
            stream.Sink.Expire(stream.Now);
            seen.Add(stream.Read().Count);
        }

        Assert.Equal(2, seen[6]); // at 30 s it may still come
        Assert.Equal(1, seen[9]); // at 45 s it may not
        Assert.Equal(1, stream.History.Series);
    }

    [Fact]
    public void T36_what_is_sent_on_change_lives_until_it_is_deleted()
    {
        var stream = new GnmiStream();
        stream.Send(At(0).Update("/a/b", 1));
        for (var hour = 0; hour < 100; hour++) stream.Sink.Expire(GnmiStream.Start + hour * 3600 * Second);
        Assert.Single(stream.Read());
    }

    [Fact]
    public void T36_in_one_call_each_path_has_the_lifetime_of_its_mode()
    {
        var stream = new GnmiStream(new SubscriptionOptions
        {
            Name = "ifc",
            Paths =
            [
                new SubscribedPaths { Paths = [new GnmiPath { Elements = [new("a"), new("*"), new("counters")] }], Mode = StreamMode.Sample, SampleInterval = TimeSpan.FromSeconds(1) },
                new SubscribedPaths { Paths = [new GnmiPath { Elements = [new("a")] }], Mode = StreamMode.OnChange },
            ],
        });
        stream.Send(At(0).Update("/a/x/counters/c", 1).Update("/a/x/state", 1));
        for (var second = 0; second < 10; second++) stream.Sink.Expire(GnmiStream.Start + second * Second);
        Assert.Equal("a_x_state{subscription_name=\"ifc\"}", Assert.Single(stream.Read()).Key);
    }

    [Fact]
    public void T42_what_a_device_does_not_send_again_after_a_reconnect_ends_at_its_sync()
    {
        var stream = new GnmiStream();
        stream.Sink.BeginCall();
        stream.Send(At(0).Update("/a/b[k=1]/x", 1).Update("/a/b[k=2]/x", 2));
        stream.Sync();
        Assert.Equal(2, stream.Read().Count);

        stream.Sink.BeginCall();
        Assert.Equal(2, stream.Read().Count); // no gap
        stream.Send(At(1).Update("/a/b[k=2]/x", 3));
        Assert.Equal(2, stream.Read().Count);
        stream.Sync();
        Assert.Equal(3, Assert.Single(stream.Read()).Value);
    }

    [Fact]
    public void T03_without_an_initial_state_nothing_is_swept_that_came_in_this_call()
    {
        var stream = new GnmiStream();
        stream.Sink.BeginCall();
        stream.Sync();
        stream.Send(At(0).Update("/a/b", 1));
        Assert.Single(stream.Read());
        stream.Sync(); // some devices say it again and again
        Assert.Single(stream.Read());
    }

    [Fact]
    public void T03_with_updates_only_a_sync_confirms_nothing_and_so_ends_nothing()
    {
        var stream = new GnmiStream(GnmiStream.Subscribed(StreamMode.OnChange) with { UpdatesOnly = true });
        stream.Sink.BeginCall();
        stream.Sync();
        stream.Send(At(0).Update("/a/b", 1).Update("/a/c", 1));

        stream.Sink.BeginCall(); // reconnected: what did not change meanwhile does not come again
        stream.Sync();
        stream.Send(At(1).Update("/a/b", 2));
        Assert.Equal([1.0, 2], stream.Read().Values.Order());
    }

    [Fact]
    public void T36_with_updates_only_samples_that_do_not_come_again_end_as_always()
    {
        var stream = new GnmiStream(GnmiStream.Subscribed(StreamMode.Sample, TimeSpan.FromSeconds(10)) with { UpdatesOnly = true });
        stream.Sink.BeginCall();
        stream.Sync();
        stream.Send(At(0).Update("/a/b", 1));
        stream.Sink.BeginCall();
        stream.Sync();
        Assert.Single(stream.Read());
        for (var second = 0; second <= 60; second += 5) stream.Sink.Expire(GnmiStream.Start + second * Second);
        Assert.Empty(stream.Read());
    }

    [Fact]
    public void What_is_cleared_comes_back_with_the_next_update()
    {
        var stream = new GnmiStream();
        stream.Send(At(0).Update("/a/b[k=1]/x", 1));
        stream.Sink.Clear();
        Assert.Empty(stream.Read());
        Assert.Equal(0, stream.History.Series);
        stream.Send(At(1).Update("/a/b[k=1]/x", 2));
        Assert.Equal(2, Assert.Single(stream.Read()).Value);
    }
}
