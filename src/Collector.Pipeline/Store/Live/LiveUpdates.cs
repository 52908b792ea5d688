namespace Collector.Pipeline.Store.Live;

/// <summary>Gathers what a stream does to live tables, for who sends every update on, and hands it over burst by burst.</summary>
/// <remarks>The stream's writer only.</remarks>
public sealed class LiveUpdates(Action<LiveBatch> handOver)
{
    private const int MostGathered = 65_536;

    private LiveBatch? _batch;
    private long _nowUnixMs;

    /// <summary>What follows was received at this time.</summary>
    public void Received(long unixNs) => _nowUnixMs = unixNs / 1_000_000;

    /// <summary>Hands over what there is.</summary>
    public void Flush()
    {
        if (_batch is not { } batch) return;
        _batch = null;
        batch.ReceivedUnixMs = _nowUnixMs;
        handOver(batch);
        batch.Release();
    }

    internal void Add(in LiveUpdate update)
    {
        if ((_batch ??= LiveBatch.Rent()).Add(update) == MostGathered) Flush();
    }
}
