namespace Collector.Pipeline.Concurrency;

/// <summary>A counter that one thread writes and any thread reads; adding costs a plain load and store.</summary>
public struct OwnedCounter
{
    private long _value;

    /// <summary>Any thread.</summary>
    public readonly long Value => Volatile.Read(in _value);

    /// <summary>The owner's thread only.</summary>
    public void Add(long amount) => Volatile.Write(ref _value, _value + amount);

    /// <summary>The owner's thread only.</summary>
    public void Increment() => Add(1);

    /// <summary>The owner's thread only. For gauges, and for counters that the kernel keeps.</summary>
    public void Set(long value) => Volatile.Write(ref _value, value);
}
