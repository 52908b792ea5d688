namespace Collector.Pipeline.Concurrency;

/// <summary>A sequence lock: one writer changes data in place, readers copy it and throw the copy away if a write came between.</summary>
/// <remarks>
/// The owner's thread calls <see cref="BeginWrite"/> and <see cref="EndWrite"/>; any thread reads. A reader must bound its attempts:
/// a writer that died in between leaves the count odd for ever.
/// </remarks>
internal struct SequenceCount
{
    private uint _version;

    public void BeginWrite()
    {
        _version++; // odd: a write is under way
        Volatile.WriteBarrier();
    }

    public void EndWrite()
    {
        Volatile.WriteBarrier();
        _version++;
    }

    /// <summary>False while a write is under way.</summary>
    public readonly bool TryBeginRead(out uint version)
    {
        version = Volatile.Read(in _version);
        return (version & 1) == 0;
    }

    /// <summary>Whether what was copied since <see cref="TryBeginRead"/> is whole.</summary>
    public readonly bool IsUnchanged(uint version)
    {
        Volatile.ReadBarrier();
        return _version == version;
    }
}
