using Collector.Snmp.Polling.Packing;

namespace Collector.Snmp.Tests.Polling.Packing;

public sealed class BulkTrustTests
{
    private const long Hour = 3_600_000;

    private readonly BulkTrust _trust = new();

    [Fact]
    public void Who_was_caught_is_switched_back_for_an_hour_and_for_twice_as_long_each_time()
    {
        var now = 0L;
        for (var term = Hour; term < 100 * Hour; term *= 2)
        {
            _trust.Accuse(now);
            Assert.Equal((true, BulkTrust.Cautious), (_trust.IsSwitchedBack, _trust.MostRepetitions));
            _trust.BeginPoll(now + term - 1);
            Assert.True(_trust.IsSwitchedBack);
            now += term;
            _trust.BeginPoll(now);
            Assert.Equal((false, int.MaxValue), (_trust.IsSwitchedBack, _trust.MostRepetitions));
        }
    }

    [Fact]
    public void Who_is_caught_again_meanwhile_gets_fewer_repetitions_down_to_one()
    {
        _trust.Accuse(0);
        Assert.Equal([5, 2, 1, 1], Enumerable.Range(0, 4).Select(_ =>
        {
            _trust.Accuse(0);
            return _trust.MostRepetitions;
        }));
    }

    [Fact]
    public void Two_polls_in_a_row_that_lose_such_requests_for_good_are_enough()
    {
        Assert.False(_trust.IsBeyondPatience(hasTimedOut: true));
        Assert.False(_trust.IsBeyondPatience(hasTimedOut: false));
        Assert.False(_trust.IsBeyondPatience(hasTimedOut: true));
        Assert.True(_trust.IsBeyondPatience(hasTimedOut: true));
    }
}
