namespace Collector.Pipeline.Concurrency;

/// <summary>One reference that is replaced whole: readers see the old object or the new one, never a mixture.</summary>
/// <remarks>Any thread may read. Writers are ordered by their owner; two writers at once would lose one of the two objects.</remarks>
public sealed class Published<T>(T initial)
    where T : class?
{
    private T _value = initial;

    /// <summary>The newest object. Keep it in a local for as long as a consistent view is needed.</summary>
    public T Value => Volatile.Read(ref _value);

    public void Publish(T next) => Volatile.Write(ref _value, next);

    /// <summary>Replaces the object and hands back the one that was there before.</summary>
    public T Exchange(T next) => Interlocked.Exchange(ref _value, next);
}
