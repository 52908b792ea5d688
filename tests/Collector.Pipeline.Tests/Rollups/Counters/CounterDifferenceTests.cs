using Collector.Pipeline.Rollups.Counters;
using Collector.Pipeline.Samples;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Pipeline.Tests.Rollups.Counters;

public sealed class CounterDifferenceTests
{
    private const ulong End32 = 1UL << 32;
    private const long Minute = 60_000;

    /// <summary>Small ones, those near the two ends, and any.</summary>
    private static readonly Gen<ulong> Values = Gen.OneOf(
        Gen.Choose(0, 1000).Select(value => (ulong)value),
        Gen.Choose(-1000, 1000).Select(value => unchecked(End32 + (ulong)value)),
        Gen.Choose(-1000, -1).Select(value => unchecked((ulong)value)),
        Gen.Choose(int.MinValue, int.MaxValue).Two().Select(words => (ulong)(uint)words.Item1 << 32 | (uint)words.Item2));

    [Theory]
    [InlineData(CounterWidth.Bits32, 100UL, 350UL, 250UL)]
    [InlineData(CounterWidth.Bits64, 100UL, 350UL, 250UL)]
    [InlineData(CounterWidth.Unknown, 100UL, 350UL, 250UL)]
    [InlineData(CounterWidth.Bits64, 5_000_000_000UL, 5_000_000_000UL, 0UL)]
    [InlineData(CounterWidth.Bits32, 5_000_000_000UL, 5_000_000_007UL, 7UL)] // a Counter32 with 33 bits: some agents have them
    public void A_counter_that_goes_on_counted_the_difference(CounterWidth width, ulong before, ulong now, ulong counted) =>
        Assert.Equal((CounterStep.Advanced, counted), Between(before, now, width));

    [Fact]
    public void Thirty_two_bits_that_pass_their_end_are_a_wrap() =>
        Assert.Equal((CounterStep.Wrapped, 15_000UL), Between(End32 - 10_000, 5_000, CounterWidth.Bits32));

    [Fact]
    public void Thirty_two_bits_that_would_have_to_go_more_than_half_way_round_were_reset() =>
        Assert.Equal((CounterStep.Reset, 0UL), Between(1_000_000, 20, CounterWidth.Bits32));

    [Fact]
    public void Thirty_two_bits_that_would_have_to_be_faster_than_their_link_were_reset()
    {
        // 1.29 billion octets in a minute are 172 Mbit/s; the link has 10.
        var limits = new CounterLimits(CounterWidth.Bits32, 10e6 / 8);

        Assert.Equal((CounterStep.Reset, 0UL), Between(3_000_000_000, 0, limits));
        Assert.Equal((CounterStep.Wrapped, 1_294_967_296UL), Between(3_000_000_000, 0, limits with { MostPerSecond = 1e9 / 8 }));
    }

    [Fact]
    public void Sixty_four_bits_that_go_back_were_reset() =>
        Assert.All([1UL, End32 - 1, End32, 1UL << 53, ulong.MaxValue / 2], before => Assert.Equal((CounterStep.Reset, 0UL), Between(before, 0, CounterWidth.Bits64)));

    [Fact]
    public void Sixty_four_bits_at_their_very_end_wrap() =>
        Assert.Equal((CounterStep.Wrapped, 30UL), Between(ulong.MaxValue - 9, 20, CounterWidth.Bits64));

    [Fact]
    public void A_counter_of_unknown_width_that_goes_back_was_reset() =>
        Assert.Equal((CounterStep.Reset, 0UL), Between(End32 - 10, 5, CounterWidth.Unknown));

    [Fact]
    public void A_sign_of_a_reset_counts_more_than_values_that_look_right()
    {
        Assert.Equal((CounterStep.Reset, 0UL), Between(100, 350, CounterWidth.Bits64, isDiscontinuous: true));
        Assert.Equal((CounterStep.Reset, 0UL), Between(End32 - 10, 5, CounterWidth.Bits32, isDiscontinuous: true));
    }

    [Fact]
    public void A_jump_that_no_link_can_make_is_not_believed() =>
        Assert.Equal((CounterStep.Implausible, 0UL), Between(10, 1UL << 63, CounterWidth.Bits64));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_reading_that_is_not_later_says_nothing(long afterMs)
    {
        var step = CounterDifference.Between(new(10, Minute), new(20, Minute + afterMs), CounterLimits.Of(CounterWidth.Bits64), isDiscontinuous: true, out var counted);

        Assert.Equal((CounterStep.Still, 0UL), (step, counted));
    }

    /// <summary>A counter that counts, wraps where it must and is read at any time: with 32 bits as long as it goes less than half round between two readings.</summary>
    [Fact]
    public void What_was_counted_is_what_is_told()
    {
        var readings = from start in Values
                       from counted in Gen.Choose(0, int.MaxValue).Select(counted => (ulong)counted)
                       from isWide in Gen.Elements(false, true)
                       select (start, counted, isWide);

        Prop.ForAll(readings.ToArbitrary(), reading =>
        {
            var (start, counted, isWide) = reading;
            var mask = isWide ? ulong.MaxValue : End32 - 1;
            var (before, now) = (start & mask, unchecked(start + counted) & mask);

            var (step, told) = Between(before, now, isWide ? CounterWidth.Bits64 : CounterWidth.Bits32);

            return told == counted && step == (now < before ? CounterStep.Wrapped : CounterStep.Advanced);
        }).AlwaysHolds();
    }

    /// <summary>Whatever two readings say, what comes out is something that can be counted in the time between them, or nothing.</summary>
    [Fact]
    public void No_difference_is_ever_a_spike()
    {
        var pairs = from before in Values
                    from now in Values
                    from ms in Gen.Choose(-1000, 1_000_000)
                    from width in Gen.Elements(CounterWidth.Unknown, CounterWidth.Bits32, CounterWidth.Bits64)
                    from most in Gen.Elements(1e3, 1.25e6, 1.25e9, CounterLimits.Anything)
                    from isDiscontinuous in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
                    select (before, now, ms, limits: new CounterLimits(width, most), isDiscontinuous);

        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var step = CounterDifference.Between(new(pair.before, 0), new(pair.now, pair.ms), pair.limits, pair.isDiscontinuous, out var counted);
            return step switch
            {
                CounterStep.Advanced => !pair.isDiscontinuous && pair.ms > 0 && counted == pair.now - pair.before && counted <= CounterLimits.Anything * pair.ms / 1000,
                CounterStep.Wrapped => !pair.isDiscontinuous && pair.ms > 0 && pair.now < pair.before && counted <= pair.limits.MostPerSecond * pair.ms / 1000,
                _ => counted == 0,
            };
        }).AlwaysHolds();
    }

    /// <summary>Restarts without any sign: 64 bits lose one difference for each, and never say more than was counted.</summary>
    [Fact]
    public void A_wide_counter_that_restarts_now_and_then_never_tells_more_than_it_counted()
    {
        var lives = Gen.Choose(0, 100_000).Select(counted => (Counted: (ulong)counted, Restarts: counted % 7 == 0)).ListOf();

        Prop.ForAll(lives.ToArbitrary(), steps =>
        {
            var (value, counted, told) = (0UL, 0UL, 0UL);
            var before = new CounterReading(0, 0);
            foreach (var step in steps)
            {
                value = step.Restarts ? step.Counted : value + step.Counted;
                counted += step.Counted;
                var now = new CounterReading(value, before.AtUnixMs + Minute);
                CounterDifference.Between(before, now, CounterLimits.Of(CounterWidth.Bits64), isDiscontinuous: false, out var difference);
                told += difference;
                before = now;
            }

            return told <= counted;
        }).AlwaysHolds();
    }

    private static (CounterStep Step, ulong Counted) Between(ulong before, ulong now, CounterWidth width, bool isDiscontinuous = false) =>
        Between(before, now, CounterLimits.Of(width), isDiscontinuous);

    private static (CounterStep Step, ulong Counted) Between(ulong before, ulong now, CounterLimits limits, bool isDiscontinuous = false)
    {
        var step = CounterDifference.Between(new(before, 0), new(now, Minute), limits, isDiscontinuous, out var counted);
        return (step, counted);
    }
}
