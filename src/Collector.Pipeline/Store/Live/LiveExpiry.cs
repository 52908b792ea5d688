namespace Collector.Pipeline.Store.Live;

/// <summary>How long a cell lives that nobody sets again: it ends with the round after <see cref="Rounds"/> full ones without it.</summary>
/// <param name="RoundNs">Nanoseconds of a round; 0 for cells that live until they are deleted.</param>
/// <param name="Rounds">Rounds kept, 1 or more.</param>
public readonly record struct LiveExpiry(long RoundNs, int Rounds)
{
    public static LiveExpiry Never { get; } = new(0, 1);
}
