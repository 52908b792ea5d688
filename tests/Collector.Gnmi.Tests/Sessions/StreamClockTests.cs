using Collector.Gnmi.Sessions;
using Collector.Testing;

namespace Collector.Gnmi.Tests.Sessions;

public class StreamClockTests
{
    private static readonly SubscriptionPace EveryTenSeconds =
        new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), TimeSpan.Zero);

    private readonly ManualTime _time = new();
    private readonly StreamClock _clock;

    public StreamClockTests() => _clock = new StreamClock(EveryTenSeconds, _time);

    [Fact]
    public void Samples_that_stop_coming_are_silence()
    {
        _clock.Opened();
        _clock.Message();
        _clock.Synced();

        Assert.Equal(ClockNews.None, After(30));
        Assert.Equal(ClockNews.Silent, After(1));
        Assert.Equal(ClockNews.None, After(60));
    }

    [Fact]
    public void T41_any_notification_is_a_sign_of_life()
    {
        _clock.Opened();
        _clock.Synced();
        for (var message = 0; message < 10; message++)
        {
            _clock.Message();
            Assert.Equal(ClockNews.None, After(25));
        }
    }

    [Fact]
    public void T07_a_device_that_has_nothing_to_say_from_the_beginning_is_not_silent()
    {
        _clock.Opened();
        _clock.Synced();

        Assert.Equal(ClockNews.None, After(3600));
    }

    [Fact]
    public void T07_a_call_that_stands_quietly_is_accepted_after_a_while()
    {
        _clock.Opened();

        Assert.Equal(ClockNews.None, After(9));
        Assert.Equal(ClockNews.Accepted, After(1));
        Assert.Equal(ClockNews.None, After(1));
    }

    [Fact]
    public void T02_a_sync_that_does_not_come_is_overdue_once()
    {
        _clock.Opened();
        for (var second = 0; second < 59; second++)
        {
            _clock.Message();
            Assert.Equal(ClockNews.None, After(1));
        }

        Assert.Equal(ClockNews.SyncOverdue, After(1));
        Assert.Equal(ClockNews.None, After(1));
    }

    [Fact]
    public void Series_outlive_their_call_for_the_grace()
    {
        _clock.Opened();
        _clock.Message();
        After(20);
        _clock.Closed();

        Assert.Equal(ClockNews.None, After(59));
        Assert.Equal(ClockNews.GraceOver, After(1));
        Assert.Equal(ClockNews.None, After(3600));
    }

    [Fact]
    public void Calls_that_bring_nothing_do_not_make_the_grace_longer()
    {
        _clock.Opened();
        _clock.Message();
        _clock.Closed();
        After(40);
        _clock.Opened();
        After(5);
        _clock.Closed();

        Assert.Equal(ClockNews.None, After(14));
        Assert.Equal(ClockNews.GraceOver, After(1));
    }

    [Fact]
    public void Without_series_there_is_nothing_to_end()
    {
        _clock.Opened();
        _clock.Closed();

        Assert.Equal(ClockNews.None, After(3600));
    }

    private ClockNews After(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return _clock.Check();
    }
}
