using Collector.Pipeline.Scheduling;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Scheduling;

public sealed class TimerWheelTests
{
    private const int Turn = 1 << 16; // milliseconds

    private readonly TimerWheel _wheel = new(0);
    private readonly FiredTimers _fired = new();

    [Fact]
    public void Timers_fire_in_the_order_of_their_time()
    {
        foreach (var due in new[] { 300, 7, 64, 63, 12_000, 65 }) _wheel.Schedule(due, _fired, due);

        _wheel.Advance(11_999);
        Assert.Equal([7, 63, 64, 65, 300], _fired.Kinds);

        _wheel.Advance(12_000);
        Assert.Equal(12_000, _fired.Kinds[^1]);
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void A_timer_does_not_fire_before_its_millisecond()
    {
        _wheel.Schedule(100, _fired, 1);
        _wheel.Advance(99);
        Assert.Empty(_fired.Kinds);
        _wheel.Advance(100);
        Assert.Equal([1], _fired.Kinds);
    }

    [Fact]
    public void A_time_that_has_passed_means_the_next_millisecond()
    {
        _wheel.Advance(1000);
        _wheel.Schedule(10, _fired, 1);
        _wheel.Schedule(1000, _fired, 2);
        Assert.Equal(1001, _wheel.NextDue(100));
        _wheel.Advance(1000);
        Assert.Empty(_fired.Kinds);
        _wheel.Advance(1001);
        Assert.Equal([1, 2], _fired.Kinds.Order());
    }

    [Fact]
    public void A_cancelled_timer_never_fires()
    {
        var first = _wheel.Schedule(10, _fired, 1);
        var second = _wheel.Schedule(10, _fired, 2);
        var third = _wheel.Schedule(10, _fired, 3);

        _wheel.Cancel(second);
        _wheel.Cancel(second);
        _wheel.Advance(10);

        Assert.Equal([1, 3], _fired.Kinds.Order());
        _wheel.Cancel(first);
        _wheel.Cancel(third);
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void A_handle_of_a_timer_that_fired_does_not_cancel_the_next_one_in_its_place()
    {
        var stale = _wheel.Schedule(1, _fired, 1);
        _wheel.Advance(1);
        var fresh = _wheel.Schedule(2, _fired, 2);
        Assert.Equal(stale.Slot, fresh.Slot);

        _wheel.Cancel(stale);
        _wheel.Cancel(default);
        _wheel.Advance(2);

        Assert.Equal([1, 2], _fired.Kinds);
    }

    [Theory]
    [InlineData(Turn - 1)]
    [InlineData(Turn)]
    [InlineData(Turn + 1)]
    [InlineData(2 * Turn)]
    [InlineData(5 * Turn + 17)]
    public void A_timer_more_than_one_turn_away_waits_for_its_turn(int due)
    {
        _wheel.Schedule(due, _fired, 1);
        for (var now = 997L; now < due; now += 997)
        {
            _wheel.Advance(now);
            Assert.Empty(_fired.Kinds);
        }

        _wheel.Advance(due);
        Assert.Equal([(long)due], _fired.Times);
    }

    [Fact]
    public void A_callback_may_schedule_into_its_own_slot()
    {
        FiredTimers again = null!;
        again = new FiredTimers((kind, now) =>
        {
            if (kind < 3) _wheel.Schedule(now + Turn, again, kind + 1);
        });
        _wheel.Schedule(50, again, 1);
        _wheel.Schedule(50, _fired, 7);

        for (var now = 1L; now <= 50 + (3 * Turn); now++) _wheel.Advance(now);

        Assert.Equal([50L, 50 + Turn, 50 + (2 * Turn)], again.Times);
        Assert.Equal([7], _fired.Kinds);
    }

    [Fact]
    public void A_callback_that_schedules_for_now_is_called_again_in_the_next_millisecond_and_not_for_ever()
    {
        FiredTimers again = null!;
        again = new FiredTimers((_, now) => _wheel.Schedule(now, again, 1));
        _wheel.Schedule(1, again, 1);

        _wheel.Advance(1);
        Assert.Single(again.Kinds);
        _wheel.Advance(2);
        Assert.Equal(2, again.Kinds.Count);
    }

    [Fact]
    public void A_callback_may_cancel_its_neighbours()
    {
        TimerHandle[] handles = [];
        var killer = new FiredTimers((_, _) =>
        {
            foreach (var handle in handles) _wheel.Cancel(handle);
        });
        // Whichever of the slot's timers is called first, the two others never are.
        handles = [_wheel.Schedule(10, killer, 1), _wheel.Schedule(10, killer, 2), _wheel.Schedule(10, killer, 3), _wheel.Schedule(11, killer, 4)];

        _wheel.Advance(100);

        Assert.Single(killer.Kinds);
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void After_a_jump_everything_overdue_fires_once_and_what_lies_ahead_stays()
    {
        for (var due = 1; due <= 10 * Turn; due += 1009) _wheel.Schedule(due, _fired, due);
        var ahead = _wheel.Schedule(20 * Turn, _fired, -1);

        _wheel.Advance(10 * Turn);

        Assert.Equal(Enumerable.Range(0, ((10 * Turn) - 1) / 1009 + 1).Select(i => 1 + (i * 1009)), _fired.Kinds.Order());
        Assert.All(_fired.Times, now => Assert.Equal(10 * Turn, now));
        Assert.Equal(1, _wheel.Count);
        _wheel.Cancel(ahead);
    }

    [Fact]
    public void The_next_due_time_is_the_first_timer_or_as_far_as_was_asked()
    {
        Assert.Equal(100, _wheel.NextDue(100));
        _wheel.Schedule(5000, _fired, 1);
        Assert.Equal(100, _wheel.NextDue(100));
        Assert.Equal(5000, _wheel.NextDue(10_000));
        _wheel.Schedule(40, _fired, 2);
        Assert.Equal(40, _wheel.NextDue(100));
        _wheel.Advance(40);
        Assert.Equal(140, _wheel.NextDue(100));
        Assert.Equal(41, _wheel.NextDue(1));
        Assert.Equal(5000, _wheel.NextDue(int.MaxValue / 2));
    }

    [Fact]
    public void In_steady_state_nothing_is_allocated()
    {
        var timed = new Rescheduling(_wheel);
        for (var i = 0; i < 1000; i++) _wheel.Schedule(1 + i, timed, i);
        var now = 0L;

        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            for (var i = 0; i < 3000; i++) _wheel.Advance(++now);
        }));
        Assert.True(timed.Calls > 30_000, $"{timed.Calls} calls");
    }

    /// <summary>A due timer and a timeout that it cancels, as a poll does.</summary>
    private sealed class Rescheduling(TimerWheel wheel) : ITimed
    {
        private TimerHandle _timeout;

        public int Calls { get; private set; }

        public void OnTimer(int kind, long now)
        {
            Calls++;
            wheel.Cancel(_timeout);
            _timeout = wheel.Schedule(now + 5000, this, kind);
            wheel.Schedule(now + 1 + (kind % 997), this, kind);
        }
    }
}
