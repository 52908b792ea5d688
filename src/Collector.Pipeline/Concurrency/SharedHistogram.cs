namespace Collector.Pipeline.Concurrency;

/// <summary>Counts values by bucket and adds them up. Any thread records and any thread reads, without a lock.</summary>
/// <remarks>A reader may see a value counted and not yet added: the next reading has both.</remarks>
public sealed class SharedHistogram
{
    private readonly double[] _bounds;
    private readonly long[] _counts;
    private double _sum;

    /// <param name="bounds">Upper bounds, ascending; a value equal to one belongs below it. What is above the last has a bucket of its own.</param>
    public SharedHistogram(double[] bounds) => (_bounds, _counts) = (bounds, new long[bounds.Length + 1]);

    public double Sum => Volatile.Read(ref _sum);

    /// <summary>Values of one bucket, not of those below it.</summary>
    public long CountOf(int bucket) => Volatile.Read(ref _counts[bucket]);

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < _bounds.Length && !(value <= _bounds[bucket])) bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        var seen = Sum;
        while (Interlocked.CompareExchange(ref _sum, seen + value, seen) is var now && !now.Equals(seen)) seen = now;
    }
}
