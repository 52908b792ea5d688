using Collector.Pipeline.Scheduling;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Pipeline.Tests.Scheduling;

public sealed class PollScheduleTests
{
    private const long Noon = 1_767_268_800_000;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private static readonly Gen<(string Name, int Interval, long Now)> Cases =
        from number in Gen.Choose(0, 100_000)
        from interval in Gen.OneOf(Gen.Choose(1, 20), Gen.Choose(1000, 300_000), Gen.Constant(60_000))
        from offset in Gen.Choose(0, 10_000_000)
        select ($"10.0.{number / 256}.{number % 256}:161", interval, Noon + offset);

    [Fact]
    public void A_name_has_the_same_hash_in_every_process_and_every_version()
    {
        // If these change, every target of every installation gets another phase with the upgrade.
        Assert.Equal(0x77E80FB05D4C9493UL, PollSchedule.StableHash(""));
        Assert.Equal(0x47E219B0B7BB99A1UL, PollSchedule.StableHash("192.0.2.1"));
        Assert.Equal(0x703358E55AA39D75UL, PollSchedule.StableHash("core1.ams1.example.net"));
    }

    [Theory]
    [InlineData("10.0.{0}.{1}")]
    [InlineData("edge{0}-{1}.cdn.example.net:161")]
    public void Names_that_differ_in_a_digit_are_spread_over_the_interval(string pattern)
    {
        var perSecond = new int[60];
        for (var i = 0; i < 6000; i++) perSecond[new PollSchedule(string.Format(pattern, i / 250, i % 250), Minute).Phase / 1000]++;
        Assert.All(perSecond, polls => Assert.InRange(polls, 55, 155)); // 100 ± 4.5 standard deviations
    }

    [Fact]
    public void First_polls_are_spread_too_and_not_in_step_with_the_phase()
    {
        var perSecond = new int[10];
        for (var i = 0; i < 6000; i++)
        {
            var first = new PollSchedule($"10.0.{i / 250}.{i % 250}", Minute).First(Noon, 6000);
            Assert.InRange(first, Noon, Noon + 9_999);
            perSecond[(first - Noon) / 1000]++;
        }

        Assert.All(perSecond, polls => Assert.InRange(polls, 490, 710)); // 600 ± 4.5 standard deviations
    }

    [Theory]
    [InlineData(1, 60, 10)]
    [InlineData(100, 60, 1000)]
    [InlineData(100_000, 60, 10_000)]
    [InlineData(100_000, 3, 3000)]
    public void The_first_poll_comes_as_soon_as_the_number_of_targets_allows(int companions, int intervalSeconds, int withinMs)
    {
        for (var i = 0; i < 500; i++)
        {
            var first = new PollSchedule($"device-{i}", TimeSpan.FromSeconds(intervalSeconds)).First(Noon, companions);
            Assert.InRange(first, Noon, Noon + withinMs - 1);
        }
    }

    [Fact]
    public void A_poll_follows_another_at_a_phase_point_half_to_one_and_a_half_intervals_later() =>
        Check.One(Properties.Config(2000), Prop.ForAll(Cases.ToArbitrary(), one =>
        {
            var schedule = new PollSchedule(one.Name, TimeSpan.FromMilliseconds(one.Interval));

            var next = schedule.Following(one.Now);

            Assert.Equal(schedule.Phase, next % one.Interval);
            Assert.InRange(next - one.Now, (one.Interval + 1) / 2, (3 * (long)one.Interval / 2) + 1);
        }));

    [Fact]
    public void Polls_that_begin_on_time_are_an_interval_apart_and_a_little_lateness_does_not_add_up() =>
        Check.One(Properties.Config(500), Prop.ForAll(Cases.ToArbitrary(), one =>
        {
            var schedule = new PollSchedule(one.Name, TimeSpan.FromMilliseconds(one.Interval));
            var due = schedule.Following(one.Now);
            for (var poll = 0; poll < 10; poll++)
            {
                var late = one.Interval * poll / 20;
                Assert.Equal(due + one.Interval, schedule.Following(due + late));
                due += one.Interval;
            }
        }));

    [Fact]
    public void Points_between_two_times_are_counted_without_the_two() =>
        Check.One(Properties.Config(500), Prop.ForAll(Cases.ToArbitrary(), Gen.Choose(0, 200_000).ToArbitrary(), (one, span) =>
        {
            var interval = Math.Max(one.Interval, 500);
            var schedule = new PollSchedule(one.Name, TimeSpan.FromMilliseconds(interval));
            var after = span % 2 == 0 ? one.Now : schedule.Following(one.Now); // at a point, too
            var before = span % 3 == 0 ? schedule.Following(after + span) : after + span;

            var expected = 0;
            for (var time = after + 1; time < before; time++)
            {
                if (time % interval == schedule.Phase) expected++;
            }

            Assert.Equal(expected, schedule.PointsBetween(after, before));
        }));

    [Fact]
    public void Another_interval_is_another_phase_within_it()
    {
        foreach (var seconds in new[] { 1, 10, 30, 60, 300 })
        {
            var schedule = new PollSchedule("router", TimeSpan.FromSeconds(seconds));
            Assert.InRange(schedule.Phase, 0, (1000 * seconds) - 1);
        }
    }
}
