using Collector.Snmp.Polling;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Lanes;

public sealed class LaneClockTests
{
    private readonly ManualTime _time = new();
    private readonly LaneClock _clock;
    private readonly long _start;

    public LaneClockTests()
    {
        _clock = new LaneClock(_time);
        _start = _time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    [Fact]
    public void It_begins_at_zero_and_knows_the_date()
    {
        Assert.Equal((0L, _start), (_clock.Now, _clock.UnixMs));
        Tick(12.75);
        Assert.Equal((12L, _start + 12), (_clock.Now, _clock.UnixMs));
        Assert.Equal(12.75, _clock.NowFine, 6);
    }

    [Fact]
    public void Between_ticks_it_stands_still()
    {
        Tick(5);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(5, _clock.Now);
    }

    [Fact]
    public void A_turn_of_a_second_counts_and_a_longer_one_does_not()
    {
        Tick(1000);
        Assert.Equal((1000L, TimeSpan.Zero), (_clock.Now, _clock.Stopped));
        Tick(1000.5);
        Assert.Equal(1000, _clock.Now);
        Assert.Equal(1000.5, _clock.Stopped.TotalMilliseconds, 6);
        Assert.Equal(_start + 2000, _clock.UnixMs);
        Tick(10);
        Assert.Equal(1010, _clock.Now);
    }

    [Fact]
    public void The_time_before_the_lanes_thread_starts_is_no_stop()
    {
        Tick(30_000);
        Assert.Equal(TimeSpan.Zero, _clock.Stopped);
        Assert.Equal((0L, _start + 30_000), (_clock.Now, _clock.UnixMs));
        Tick(5000);
        Assert.Equal(5000, _clock.Stopped.TotalMilliseconds, 0.001);
    }

    [Fact]
    public void Many_stops_add_up_and_its_time_never_goes_back()
    {
        var random = new Random(5);
        var (now, counted, stopped) = (0L, 0.0, 0.0);
        Tick(0);
        for (var i = 0; i < 10_000; i++)
        {
            var by = random.Next(20) == 0 ? 1001 + (random.NextDouble() * 100_000) : random.NextDouble() * 100;
            by = Math.Round(by, 4); // the clock's own unit
            Tick(by);
            if (by > 1000) stopped += by;
            else counted += by;
            Assert.InRange(_clock.Now, now, long.MaxValue);
            Assert.Equal(counted, _clock.NowFine, 0.001);
            Assert.Equal(stopped, _clock.Stopped.TotalMilliseconds, 0.001);
            now = _clock.Now;
        }
    }

    [Fact]
    public void When_somebody_sets_the_wall_clock_stamps_follow_and_schedules_do_not()
    {
        var time = new SettableWall();
        var clock = new LaneClock(time);
        var start = clock.UnixMs;
        foreach (var (ahead, expected) in new[] { (0.0, 0.0), (0.3, 0.0), (3600.0, 3600.0), (3600.2, 3600.0), (-7200.0, -7200.0), (0.0, 0.0) })
        {
            time.Ahead = TimeSpan.FromSeconds(ahead);
            time.Elapsed += TimeSpan.FromMilliseconds(100);
            clock.Tick();
            Assert.Equal(start + (long)time.Elapsed.TotalMilliseconds, clock.UnixMs);
            Assert.Equal(clock.UnixMs + (long)(1000 * expected), clock.WallMs);
            Assert.Equal((long)time.Elapsed.TotalMilliseconds, clock.Now);
        }
    }

    private void Tick(double milliseconds)
    {
        _time.Advance(TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)));
        _clock.Tick();
    }

    private sealed class SettableWall : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public TimeSpan Ahead { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + Elapsed + Ahead;
    }
}
