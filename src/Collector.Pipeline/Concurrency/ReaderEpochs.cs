namespace Collector.Pipeline.Concurrency;

/// <summary>Says when a buffer that was unpublished can be used again: when no reader is left that began before.</summary>
/// <remarks>
/// <para>Any thread may enter, as a reader; any lane may retire. A reader that stays long holds buffers back, it blocks nobody.</para>
/// <para>
/// A writer first unpublishes a buffer, then takes a stamp with <see cref="Retire"/>. A reader first announces the epoch it saw, then
/// reads published references. Both sides go through a full fence, so either the writer sees the reader's announcement, or the
/// reader sees the new reference.
/// </para>
/// </remarks>
public sealed class ReaderEpochs
{
    private const int Slots = 64;
    private const int Stride = 8; // longs: a slot a cache line
    private const long Idle = long.MaxValue;

    private readonly long[] _announced = new long[Slots * Stride];
    private long _epoch = 1;

    public ReaderEpochs() => Array.Fill(_announced, Idle);

    /// <summary>Readers at the same time that there is room for. Who lets readers in must not admit more.</summary>
    public static int MaxReaders => Slots;

    /// <summary>Begins a reading. Dispose the result when the last reference taken from the store is no longer used.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="MaxReaders"/> readers: our bug.</exception>
    public Reading Enter()
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            ref var announced = ref _announced[slot * Stride];
            if (Volatile.Read(ref announced) == Idle && Interlocked.CompareExchange(ref announced, Volatile.Read(ref _epoch), Idle) == Idle)
                return new Reading(this, slot);
        }

        throw new InvalidOperationException($"More than {MaxReaders} readers of the store at once.");
    }

    /// <summary>The stamp of a buffer that has just been unpublished.</summary>
    public long Retire() => Interlocked.Increment(ref _epoch);

    /// <summary>Whether a buffer with this stamp can be written again.</summary>
    public bool IsFree(long stamp) => OldestReader() >= stamp;

    /// <summary>The epoch of the oldest reading under way, or <see cref="long.MaxValue"/>.</summary>
    public long OldestReader()
    {
        var oldest = Idle;
        for (var slot = 0; slot < Slots; slot++)
            oldest = Math.Min(oldest, Volatile.Read(ref _announced[slot * Stride]));
        return oldest;
    }

    private void Leave(int slot) => Volatile.Write(ref _announced[slot * Stride], Idle);

    /// <summary>A reading under way.</summary>
    public readonly struct Reading : IDisposable
    {
        private readonly ReaderEpochs _epochs;
        private readonly int _slot;

        internal Reading(ReaderEpochs epochs, int slot) => (_epochs, _slot) = (epochs, slot);

        public void Dispose() => _epochs.Leave(_slot);
    }
}
