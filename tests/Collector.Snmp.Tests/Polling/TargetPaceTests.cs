using Collector.Snmp.Polling;

namespace Collector.Snmp.Tests.Polling;

public sealed class TargetPaceTests
{
    private readonly TargetPace _pace = new();

    [Fact]
    public void Until_a_reply_has_been_timed_the_configured_timeout_counts_each_time()
    {
        Assert.Equal([5000, 5000, 5000], Enumerable.Range(1, 3).Select(attempt => _pace.WaitFor(5000, attempt)));
        Assert.Equal(1, _pace.MostInFlight);
    }

    [Fact]
    public void A_fast_target_is_waited_for_a_second_and_each_time_twice_as_long()
    {
        Answer(20, times: 100);
        Assert.Equal([1000, 2000, 4000, 5000, 5000], Enumerable.Range(1, 5).Select(attempt => _pace.WaitFor(5000, attempt)));
        Assert.Equal(400, _pace.WaitFor(400, 1)); // who wants less gets less
    }

    [Fact]
    public void A_slow_target_is_waited_for_longer_than_its_slowest_reply_takes()
    {
        Answer(600, times: 50);
        Answer(3000, times: 1);
        Answer(600, times: 50);
        Assert.InRange(_pace.WaitFor(5000, 1), 4500, 5000);
    }

    [Fact]
    public void What_was_slow_long_ago_is_forgotten()
    {
        Answer(4000, times: 1);
        for (var poll = 0; poll < 200; poll++)
        {
            _pace.BeginPoll();
            Answer(20, times: 3);
        }

        Assert.Equal(1000, _pace.WaitFor(5000, 1));
    }

    [Fact]
    public void A_reply_that_cannot_be_timed_says_nothing()
    {
        Answer(double.NaN, times: 3);
        Assert.False(_pace.IsKnown);
    }

    [Fact]
    public void Who_takes_a_quarter_of_a_second_is_asked_one_thing_at_a_time()
    {
        Answer(TargetPace.SlowMs, times: 5);
        Assert.Equal(1, _pace.MostInFlight);
        Answer(20, times: 30);
        Assert.Equal(int.MaxValue, _pace.MostInFlight);
    }

    [Fact]
    public void Who_takes_twice_as_long_for_two_is_asked_one_thing_at_a_time()
    {
        Answer(100, times: 3);
        Answer(200, times: 8, wasAlone: false);
        Assert.Equal(1, _pace.MostInFlight);
        Answer(100, times: 1023);
        Assert.Equal(1, _pace.MostInFlight);
    }

    [Fact]
    public void That_is_tried_again_and_each_time_after_twice_as_long()
    {
        Answer(100, times: 3);
        foreach (var replies in new[] { 1024, 2048, 4096 })
        {
            Answer(200, times: 8, wasAlone: false);
            Answer(100, times: replies - 1);
            Assert.Equal(1, _pace.MostInFlight);
            Answer(100, times: 1);
            Assert.Equal(int.MaxValue, _pace.MostInFlight);
        }
    }

    [Fact]
    public void A_path_that_became_longer_is_no_verdict_on_the_agent_for_long()
    {
        Answer(20, times: 10);
        Answer(100, times: 8, wasAlone: false);
        Assert.Equal(1, _pace.MostInFlight);
        Answer(100, times: 1024);
        Answer(100, times: 100, wasAlone: false);
        Assert.Equal(int.MaxValue, _pace.MostInFlight);
    }

    [Fact]
    public void Gets_are_too_cheap_to_be_compared_with()
    {
        for (var i = 0; i < 20; i++) _pace.OnAnswered(1, wasAlone: true, isWalk: false);
        Answer(100, times: 20, wasAlone: false);
        Assert.Equal(int.MaxValue, _pace.MostInFlight);
    }

    private void Answer(double roundTrip, int times, bool wasAlone = true)
    {
        for (var i = 0; i < times; i++) _pace.OnAnswered(roundTrip, wasAlone, isWalk: true);
    }
}
