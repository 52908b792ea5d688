using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Rollups.Counters;

/// <summary>What is known of a counter before it is read: where it ends, and how fast it can be.</summary>
/// <param name="Width">After how many bits it begins anew.</param>
/// <param name="MostPerSecond">What it cannot exceed: the speed of its link if that is known, else <see cref="Anything"/>.</param>
internal readonly record struct CounterLimits(CounterWidth Width, double MostPerSecond)
{
    /// <summary>More than any one counter of a network device counts: the octets of 400 Tbit/s.</summary>
    public const double Anything = 5e13;

    /// <summary>For a counter of which nothing else is known.</summary>
    public static CounterLimits Of(CounterWidth width) => new(width, Anything);
}
