namespace Collector.Fuzz;

/// <summary>Damages good input. The same seed makes the same input.</summary>
public static class Mutator
{
    private const int MostOctets = 64 * 1024;

    // Borders of signed octets, BER's long, reserved and indefinite lengths, and what ends or escapes text.
    private static readonly byte[] Nasty = [0x00, 0x01, 0x0A, 0x20, 0x22, 0x25, 0x27, 0x5C, 0x7F, 0x80, 0x81, 0x82, 0x84, 0x88, 0xC3, 0xFE, 0xFF];

    public static byte[] Mutate(FuzzTarget target, long seed)
    {
        var random = new Random(HashCode(seed));
        var input = new List<byte>(Pick(target.Samples, random));
        for (var damages = random.Next(1, 9); damages > 0; damages--) Damage(input, target, random);
        if (input.Count > MostOctets) input.RemoveRange(MostOctets, input.Count - MostOctets);
        return [.. input];
    }

    private static void Damage(List<byte> input, FuzzTarget target, Random random)
    {
        var at = random.Next(input.Count + 1);
        var count = Math.Min(random.Next(1, random.Next(2) == 0 ? 5 : 65), input.Count - at);
        switch (random.Next(9))
        {
            case 0 when count > 0:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when count > 0:
                input[at] = (byte)random.Next(256);
                break;
            case 2 when count > 0:
                input[at] = Nasty[random.Next(Nasty.Length)];
                break;
            case 3: // cut out
                input.RemoveRange(at, count);
                break;
            case 4: // say twice, or many times
                var part = input.GetRange(at, count);
                for (var times = random.Next(4) == 0 ? random.Next(100) : 1; times > 0 && input.Count < MostOctets; times--) input.InsertRange(at, part);
                break;
            case 5: // move elsewhere
                var moved = input.GetRange(at, count);
                input.RemoveRange(at, count);
                input.InsertRange(random.Next(input.Count + 1), moved);
                break;
            case 6: // go on with something else
                var other = Pick(target.Samples, random);
                var from = random.Next(other.Length + 1);
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other[from..]);
                break;
            case 7 when random.Next(4) == 0: // break off
                input.RemoveRange(at, input.Count - at);
                break;
            default:
                input.InsertRange(at, Pick(target.Tokens, random));
                break;
        }
    }

    private static byte[] Pick(IReadOnlyList<byte[]> from, Random random) => from[random.Next(from.Count)];

    /// <summary>Neighbouring seeds must not make alike inputs (the finaliser of SplitMix64).</summary>
    private static int HashCode(long seed)
    {
        var mixed = unchecked((ulong)seed + 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }
}
