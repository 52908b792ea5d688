using Collector.Pipeline.Rollups.Counters;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Pipeline.Tests.Rollups.Counters;

public sealed class DeviceRestartsTests
{
    private const long Start = 1_700_000_000_000;
    private const long Minute = 60_000;
    private const long Wrap = (1L << 32) * 10;

    [Fact]
    public void The_first_uptime_says_since_when_counters_go_on_and_is_no_restart()
    {
        var restarts = new DeviceRestarts();

        Assert.False(restarts.Observe(90_000, Start));
        Assert.Equal(Start - 90_000, restarts.SinceUnixMs);
    }

    [Fact]
    public void An_uptime_that_went_back_is_a_restart()
    {
        var restarts = Up(for_: 10 * Minute);

        Assert.True(restarts.Observe(20_000, Start + Minute));
        Assert.Equal(Start + 40_000, restarts.SinceUnixMs);
    }

    [Fact]
    public void An_uptime_that_is_larger_and_still_younger_than_the_last_reading_is_a_restart()
    {
        var restarts = Up(for_: 30_000); // it had been up for half a minute, was away for a quarter of an hour

        Assert.True(restarts.Observe(40_000, Start + 15 * Minute));
        Assert.Equal(Start + 15 * Minute - 40_000, restarts.SinceUnixMs);
    }

    [Fact]
    public void After_497_days_the_uptime_begins_anew_without_a_restart()
    {
        var restarts = Up(for_: Wrap - 20_000);
        var since = restarts.SinceUnixMs;

        Assert.False(restarts.Observe(40_000, Start + Minute));
        Assert.Equal(since, restarts.SinceUnixMs);
        Assert.False(restarts.Observe(100_000, Start + 2 * Minute));
    }

    [Fact]
    public void A_restart_in_the_five_hundredth_day_is_seen_when_the_uptime_does_not_fit_the_wrap()
    {
        var restarts = Up(for_: Wrap - 10 * Minute);

        Assert.True(restarts.Observe(5_000, Start + 24 * 60 * Minute));
    }

    [Fact]
    public void A_slow_clock_is_no_restart()
    {
        var restarts = Up(for_: 1_000);

        Assert.False(restarts.Observe(1_000 + 10 * Minute - 5_000, Start + 10 * Minute));
    }

    [Fact]
    public void The_same_reply_again_says_nothing()
    {
        var restarts = Up(for_: Minute);

        Assert.False(restarts.Observe(0, Start));
    }

    /// <summary>Devices that run and restart, read at any time, late by up to a second: each restart is found, no other one is, and its time is right to a second.</summary>
    [Fact]
    public void Every_restart_is_found_and_nothing_else_is()
    {
        var reading = from waitMs in Gen.Choose(60_000, 1_000_000)
                      from bootsBack in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 90))) // hundredths of the wait
                      from lateMs in Gen.Choose(0, 1_000)
                      select (waitMs, bootsBack, lateMs);

        Prop.ForAll(reading.ListOf().ToArbitrary(), readings =>
        {
            var restarts = new DeviceRestarts();
            var (now, boot) = (Start, Start - 5 * Minute);
            restarts.Observe(now - boot, now);
            foreach (var (waitMs, bootsBack, lateMs) in readings)
            {
                now += waitMs + 1_001; // replies come in order
                var isRestart = bootsBack > 0;
                if (isRestart) boot = now - (long)waitMs * bootsBack / 100;
                if (restarts.Observe(now - boot, now + lateMs) != isRestart) return false;
                if (Math.Abs(restarts.SinceUnixMs - boot) > 1_000) return false;
            }

            return true;
        }).AlwaysHolds();
    }

    private static DeviceRestarts Up(long for_)
    {
        var restarts = new DeviceRestarts();
        restarts.Observe(for_, Start);
        return restarts;
    }
}
