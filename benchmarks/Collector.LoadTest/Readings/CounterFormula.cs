using System.Numerics;

namespace Collector.LoadTest.Readings;

/// <summary>Finds the uptime that a counter's value was read at: counters of the simulated fleet are their rate times the uptime in ticks.</summary>
internal static class CounterFormula
{
    /// <summary>For a 64-bit counter, which does not wrap while this runs.</summary>
    public static bool TryGetUptime(ulong value, ulong rate, out ulong uptime)
    {
        uptime = value / rate;
        return value % rate == 0;
    }

    /// <summary>
    /// For a 32-bit counter: whether its value belongs to an uptime in a span. With rate = 2^k r, r odd, value / 2^k = r u mod 2^(32-k), and r has an
    /// inverse, so that u is known modulo 2^(32-k) without trying every tick.
    /// </summary>
    public static bool CanBe32(ulong value, ulong rate, ulong earliest, ulong latest)
    {
        var shift = BitOperations.TrailingZeroCount(rate);
        var mask = (1UL << (32 - shift)) - 1;
        if (value >> 32 != 0 || (value & ((1UL << shift) - 1)) != 0) return false;
        var uptime = unchecked((value >> shift) * Inverse(rate >> shift)) & mask;
        return earliest + (unchecked(uptime - earliest) & mask) <= latest;
    }

    /// <summary>Modulo 2^64, by Newton's iteration: each step doubles the number of right bits, of which an odd number has three in itself.</summary>
    private static ulong Inverse(ulong odd)
    {
        var inverse = odd;
        for (var bits = 3; bits < 64; bits *= 2) inverse *= unchecked(2 - odd * inverse);
        return inverse;
    }
}
