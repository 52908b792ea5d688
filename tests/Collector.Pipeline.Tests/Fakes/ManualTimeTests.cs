using Collector.Testing;

namespace Collector.Pipeline.Tests.Fakes;

public class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void The_clock_stands_still_until_it_is_advanced()
    {
        var (now, timestamp) = (_time.GetUtcNow(), _time.GetTimestamp());
        Assert.Equal(now, _time.GetUtcNow());

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(now.AddSeconds(3), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(3), _time.GetElapsedTime(timestamp));
    }

    [Fact]
    public void Timers_fire_in_order_and_see_the_time_they_were_due()
    {
        List<string> fired = [];
        var start = _time.GetUtcNow();
        using var late = _time.CreateTimer(_ => fired.Add($"late at {(_time.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        using var often = _time.CreateTimer(_ => fired.Add($"often at {(_time.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(["often at 1", "late at 2", "often at 3"], fired);
    }

    [Fact]
    public void A_disposed_timer_does_not_fire()
    {
        bool fired = false;
        var timer = _time.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        timer.Dispose();

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.False(fired);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task A_periodic_timer_ticks()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), _time);
        var tick = timer.WaitForNextTickAsync();
        Assert.False(tick.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(await tick);
    }
}
