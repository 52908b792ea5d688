using System.Collections.Concurrent;
using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Store.Live;

/// <summary>Updates of one subscription of one target in the order in which they came: what one read of its stream brought.</summary>
/// <remarks>Written by the stream; from the moment it is handed over it is only read, by whoever holds it. Used again when nobody does.</remarks>
public sealed class LiveBatch
{
    private const int MostKept = 4096; // updates; a larger one is not used again

    private static readonly ConcurrentBag<LiveBatch> Spare = [];

    private HoldCount _holds;
    private LiveUpdate[] _updates = new LiveUpdate[64];
    private int _count;

    public ReadOnlySpan<LiveUpdate> Updates => _updates.AsSpan(0, _count);

    /// <summary>When it was received, in Unix milliseconds.</summary>
    public long ReceivedUnixMs { get; internal set; }

    /// <summary>Nothing of it is new: it says what there is, to who has not heard it yet.</summary>
    public bool IsRetold { get; internal set; }

    /// <summary>Who hears of it, before returning: keeps it until <see cref="Release"/>.</summary>
    public void Hold() => _holds.Hold();

    /// <summary>Any thread, once for each <see cref="Hold"/>.</summary>
    public void Release()
    {
        if (!_holds.Release()) return;
        Array.Clear(_updates, 0, _count);
        _count = 0;
        if (_updates.Length <= MostKept) Spare.Add(this);
    }

    /// <summary>An empty one, held once.</summary>
    internal static LiveBatch Rent()
    {
        if (!Spare.TryTake(out var batch)) batch = new LiveBatch();
        batch.Hold();
        return batch;
    }

    internal int Add(in LiveUpdate update)
    {
        if (_count == _updates.Length) Array.Resize(ref _updates, 2 * _count);
        _updates[_count] = update;
        return ++_count;
    }
}
