using System.Numerics;

namespace Collector.Daemon.Web.Passwords;

/// <summary>The fractional part of pi in binary: Blowfish's tables begin with it, because it is a number that nobody chose (B. Schneier, "Description of a New Variable-Length Key, 64-Bit Block Cipher", 1993).</summary>
internal static class PiDigits
{
    private const int GuardBits = 64; // each of some 7,000 divisions loses less than one unit

    /// <summary>The first <paramref name="words"/> times 32 bits, from the highest on.</summary>
    public static uint[] Words(int words)
    {
        var bits = words * 32;
        var one = BigInteger.One << (bits + GuardBits);
        var pi = 4 * (4 * ArcCotangent(5, one) - ArcCotangent(239, one)); // Machin's formula
        var fraction = (pi - 3 * one) >> GuardBits;
        var octets = fraction.ToByteArray(isUnsigned: true, isBigEndian: true);
        var digits = new uint[words];
        var missing = words * 4 - octets.Length; // leading zeros
        for (var i = 0; i < octets.Length; i++) digits[(i + missing) / 4] |= (uint)octets[i] << (24 - (i + missing) % 4 * 8);
        return digits;
    }

    /// <summary>arccot x = 1/x - 1/(3 x^3) + 1/(5 x^5) - …, in units of 1 / <paramref name="one"/>.</summary>
    private static BigInteger ArcCotangent(int x, BigInteger one)
    {
        var power = one / x;
        var sum = power;
        for (var (n, sign) = (3, -1); !power.IsZero; n += 2, sign = -sign)
        {
            power /= x * x;
            sum += sign * (power / n);
        }

        return sum;
    }
}
