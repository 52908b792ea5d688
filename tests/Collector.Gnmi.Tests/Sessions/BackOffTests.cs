using Collector.Gnmi.Sessions;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Tests.Sessions;

public class BackOffTests
{
    private static readonly TimeSpan RetryTimer = TimeSpan.FromSeconds(10);

    [Fact]
    public void Pauses_grow_from_a_second_up_to_the_retry_timer()
    {
        var backOff = new BackOff(RetryTimer, () => 0.999);

        Assert.Equal([3, 9, 10, 10], Enumerable.Range(0, 4).Select(_ => Math.Round(backOff.Next(DisconnectReason.Unavailable).TotalSeconds)));
    }

    [Fact]
    public void No_pause_is_shorter_than_a_second_and_no_two_devices_are_in_step()
    {
        var (one, other) = (new BackOff(RetryTimer, new Random(1).NextDouble), new BackOff(RetryTimer, new Random(2).NextDouble));

        for (var attempt = 0; attempt < 100; attempt++)
        {
            var (pause, otherPause) = (one.Next(DisconnectReason.Unavailable), other.Next(DisconnectReason.Unavailable));
            Assert.InRange(pause, TimeSpan.FromSeconds(1), RetryTimer);
            Assert.NotEqual(pause, otherPause);
        }
    }

    [Fact]
    public void After_a_good_call_the_pause_is_short_again()
    {
        var backOff = new BackOff(RetryTimer, () => 0.999);
        for (var attempt = 0; attempt < 5; attempt++) backOff.Next(DisconnectReason.Unavailable);

        backOff.Reset();

        Assert.Equal(3, backOff.Next(DisconnectReason.Ended).TotalSeconds, 1);
    }

    [Theory]
    [InlineData(DisconnectReason.Rejected, 300, 900)]
    [InlineData(DisconnectReason.Denied, 300, 900)]
    [InlineData(DisconnectReason.Exhausted, 30, 300)]
    [InlineData(DisconnectReason.Tls, 30, 300)]
    [InlineData(DisconnectReason.Unavailable, 1, 10)]
    [InlineData(DisconnectReason.Ended, 1, 10)]
    [InlineData(DisconnectReason.Silent, 1, 10)]
    public void T08_what_kind_of_end_it_was_decides_how_long_to_wait(DisconnectReason reason, int shortest, int longest)
    {
        Assert.Equal(shortest, new BackOff(RetryTimer, () => 0).Next(reason).TotalSeconds);
        var backOff = new BackOff(RetryTimer, () => 1);
        for (var attempt = 0; attempt < 10; attempt++) backOff.Next(reason);
        Assert.Equal(longest, backOff.Next(reason).TotalSeconds);
    }

    [Fact]
    public void A_planned_end_costs_a_second_at_most_but_not_again_and_again()
    {
        var backOff = new BackOff(RetryTimer, () => 0.999);

        Assert.InRange(backOff.Next(DisconnectReason.Planned), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(backOff.Next(DisconnectReason.Planned), TimeSpan.FromSeconds(1), RetryTimer);
    }

    [Fact]
    public void A_retry_timer_below_a_second_is_obeyed() =>
        Assert.InRange(new BackOff(TimeSpan.FromMilliseconds(90), () => 0.5).Next(DisconnectReason.Unavailable), TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(90));
}
