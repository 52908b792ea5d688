using Collector.Gnmi.Sessions;
using Collector.Testing;

namespace Collector.Gnmi.Tests.Sessions;

public class DialRateTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_storm_is_spread_over_the_time_that_the_rate_says()
    {
        var rate = new DialRate(perSecond: 200, burst: 50, _time);

        var turns = Enumerable.Range(0, 5050).Select(_ => rate.Reserve()).ToList();

        Assert.All(turns.Take(50), turn => Assert.Equal(TimeSpan.Zero, turn));
        Assert.Equal(TimeSpan.FromSeconds(25), turns[^1]);
        Assert.Equal(turns.Order(), turns);
    }

    [Fact]
    public void Turns_that_nobody_took_are_kept_for_a_burst_only()
    {
        var rate = new DialRate(perSecond: 10, burst: 3, _time);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal([0, 0, 0, 0.1, 0.2], Enumerable.Range(0, 5).Select(_ => rate.Reserve().TotalSeconds));
    }

    [Fact]
    public void Who_waits_goes_on_when_it_is_his_turn()
    {
        var rate = new DialRate(perSecond: 1, burst: 1, _time);
        Assert.True(rate.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);

        var waiting = rate.WaitAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(waiting.IsCompletedSuccessfully);
    }
}
