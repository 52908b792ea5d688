using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Samples;

/// <summary>The width of one counter column, learned from the types that its values came with: modules do not say it.</summary>
/// <remarks>Any thread. Whoever maps values tells, whoever makes rates asks.</remarks>
public sealed class SeenWidth
{
    private Latch _narrow;
    private Latch _wide;

    /// <summary>What all values so far had in common.</summary>
    public CounterWidth Width => (_narrow.IsSet, _wide.IsSet) switch
    {
        (true, false) => CounterWidth.Bits32,
        (false, true) => CounterWidth.Bits64,
        _ => CounterWidth.Unknown,
    };

    public void Saw32Bits() => _narrow.Set();

    public void Saw64Bits() => _wide.Set();
}
