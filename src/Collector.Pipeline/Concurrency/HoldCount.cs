namespace Collector.Pipeline.Concurrency;

/// <summary>How many hold something that is to be used again when nobody does.</summary>
/// <remarks>Any thread holds and lets go. Only who already knows that it is held, or owns it, may hold it once more.</remarks>
internal struct HoldCount
{
    private int _holders;

    public readonly bool IsHeld => Volatile.Read(in _holders) != 0;

    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>True for the last one.</summary>
    public bool Release() => Interlocked.Decrement(ref _holders) == 0;
}
