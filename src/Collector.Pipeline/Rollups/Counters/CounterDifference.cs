using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Rollups.Counters;

/// <summary>Makes a difference of two readings of a counter, or says why there is none. A wrong difference is a spike that pages somebody; a missing one is a gap.</summary>
/// <remarks>Pure. After anything but <see cref="CounterStep.Still"/> the later reading is the one to go on from. Nothing is ever clamped.</remarks>
internal static class CounterDifference
{
    private const ulong Wrap32 = 1UL << 32;

    /// <summary>Compares two readings of one counter.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="now">The later one.</param>
    /// <param name="limits">What is known of the counter.</param>
    /// <param name="isDiscontinuous">Something says that it began anew in between: the device was restarted, ifCounterDiscontinuityTime changed.</param>
    /// <param name="difference">What was counted in between; 0 unless the step is <see cref="CounterStep.Advanced"/> or <see cref="CounterStep.Wrapped"/>.</param>
    public static CounterStep Between(in CounterReading before, in CounterReading now, in CounterLimits limits, bool isDiscontinuous, out ulong difference)
    {
        difference = 0;
        if (now.AtUnixMs <= before.AtUnixMs) return CounterStep.Still;
        if (isDiscontinuous) return CounterStep.Reset;
        var seconds = (now.AtUnixMs - before.AtUnixMs) / 1000.0;
        if (now.Value >= before.Value)
        {
            // A device that lies about its speed is common, so an increase is measured against nothing but physics.
            if (now.Value - before.Value > CounterLimits.Anything * seconds) return CounterStep.Implausible;
            difference = now.Value - before.Value;
            return CounterStep.Advanced;
        }

        if (!IsWrap(before.Value, now.Value, limits, seconds, out var counted)) return CounterStep.Reset;
        difference = counted;
        return CounterStep.Wrapped;
    }

    /// <summary>
    /// A counter that went back has passed its end, or has begun anew without a sign. It passed its end if what it must have counted then is little: for 32 bits
    /// less than half the way round, and in any case no more than it can count in the time. 64 bits last for decades, so what goes back was reset unless it stood at its very end.
    /// </summary>
    private static bool IsWrap(ulong before, ulong now, in CounterLimits limits, double seconds, out ulong counted)
    {
        counted = 0;
        switch (limits.Width)
        {
            case CounterWidth.Bits32 when before < Wrap32:
                counted = Wrap32 - before + now;
                return counted < Wrap32 / 2 && counted <= limits.MostPerSecond * seconds;
            case CounterWidth.Bits64:
                counted = unchecked(now - before);
                return counted <= limits.MostPerSecond * seconds;
            default:
                return false;
        }
    }
}
