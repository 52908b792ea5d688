using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Store.Streams;

/// <summary>How long notifications were under way, from the device's timestamp to their receipt, in buckets.</summary>
/// <remarks>One writer at a time, without atomics because it counts every notification; any thread reads.</remarks>
public sealed class DelayHistogram
{
    private static readonly long[] BoundsNs = [50_000_000, 250_000_000, 1_000_000_000, 5_000_000_000, 30_000_000_000, 300_000_000_000];

    private readonly OwnedCounter[] _counts = new OwnedCounter[BoundsNs.Length + 1];
    private OwnedCounter _sumNs;

    /// <summary>Upper bounds in seconds; what is above the last has a bucket of its own.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [.. BoundsNs.Select(bound => bound / 1e9)];

    /// <summary>In seconds.</summary>
    public double Sum => _sumNs.Value / 1e9;

    /// <summary>Notifications of one bucket, not of those below it.</summary>
    public long CountOf(int bucket) => _counts[bucket].Value;

    /// <summary>The writer only. A clock that is ahead of ours gives no delay at all, never a negative one.</summary>
    public void Record(long delayNs)
    {
        delayNs = Math.Max(0, delayNs);
        var bucket = 0;
        while (bucket < BoundsNs.Length && delayNs > BoundsNs[bucket]) bucket++;
        _counts[bucket].Increment();
        _sumNs.Add(delayNs);
    }
}
