namespace Collector.Pipeline.Concurrency;

/// <summary>Something that happens once and stays so.</summary>
/// <remarks>Any thread sets and any thread reads; setting what is set already writes nothing, so that readers keep their cache line.</remarks>
internal struct Latch
{
    private bool _isSet;

    public readonly bool IsSet => Volatile.Read(in _isSet);

    public void Set()
    {
        if (!IsSet) Volatile.Write(ref _isSet, true);
    }
}
