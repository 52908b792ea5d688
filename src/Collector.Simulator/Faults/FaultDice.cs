namespace Collector.Simulator.Faults;

/// <summary>The random choices for one request: a function of seed, device and how many requests the device had before.</summary>
/// <remarks>So they do not depend on how the requests to different devices interleave, and a run can be repeated. SplitMix64.</remarks>
internal struct FaultDice(int seed, int device, long request)
{
    private ulong _state = unchecked(Mix((ulong)seed) + Mix(((ulong)(uint)device << 32) ^ 0x5851F42D4C957F2D) + Mix((ulong)request ^ 0x14057B7EF767814F));

    public bool Hits(double probability) => probability > 0 && NextDouble() < probability;

    /// <summary>0 ≤ result &lt; 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 ≤ result &lt; <paramref name="bound"/>.</summary>
    public int Next(int bound) => (int)(Next() % (uint)bound);

    public void Fill(Span<byte> octets)
    {
        foreach (ref var octet in octets) octet = (byte)Next();
    }

    private ulong Next()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15);
        return Mix(_state);
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
