namespace Collector.Simulator;

/// <summary>The most of something that fell into one second of the fleet's clock.</summary>
internal struct PerSecondPeak
{
    private long _second;
    private long _count;

    public long Highest { get; private set; }

    public void Add(long second, long amount)
    {
        if (second != _second) (_second, _count) = (second, 0);
        _count += amount;
        Highest = Math.Max(Highest, _count);
    }
}
