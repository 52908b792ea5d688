namespace Collector.Pipeline.Concurrency;

/// <summary>The largest of the numbers that any thread reports; 0 at first.</summary>
public struct SharedMaximum
{
    private long _value;

    public readonly long Value => Volatile.Read(in _value);

    public void Raise(long value)
    {
        for (var seen = Value; value > seen; seen = Value)
        {
            if (Interlocked.CompareExchange(ref _value, value, seen) == seen) return;
        }
    }
}
