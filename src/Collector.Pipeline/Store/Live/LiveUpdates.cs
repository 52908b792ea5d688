namespace Collector.Pipeline.Store.Live;

/// <summary>Gathers what a stream does to live tables, for who sends every update on, and hands it over burst by burst.</summary>
/// <remarks>The stream's writer only.</remarks>
/// <param name="handOver">Gets each burst.</param>
/// <param name="audience">Who listens; null when somebody always does.</param>
public sealed class LiveUpdates(Action<LiveBatch> handOver, LiveAudience? audience = null)
{
    private const int MostGathered = 65_536;

    private LiveBatch? _batch;
    private long _nowUnixMs;
    private bool _isRetelling;
    private object? _heardBy = audience is null ? handOver : audience.Newest; // null: nobody wants to know

    /// <summary>Somebody has come who is to be told everything: see <see cref="LiveModule.TellAll"/>.</summary>
    internal bool HasNewAudience => audience is not null && audience.Newest is { } newest && newest != _heardBy;

    /// <summary>What follows was received at this time.</summary>
    public void Received(long unixNs) => _nowUnixMs = unixNs / 1_000_000;

    /// <summary>Hands over what there is.</summary>
    public void Flush() => Flush(isRetold: false);

    /// <summary>What follows, up to <see cref="EndRetelling"/>, is not new: it is for who has just come.</summary>
    internal void BeginRetelling()
    {
        Flush();
        (_heardBy, _isRetelling) = (audience!.Newest, true);
    }

    internal void EndRetelling()
    {
        _isRetelling = false;
        Flush(isRetold: true);
    }

    private void Flush(bool isRetold)
    {
        if (audience is not null && audience.Newest is null) _heardBy = null;
        if (_batch is not { } batch) return;
        _batch = null;
        batch.IsRetold = isRetold;
        batch.ReceivedUnixMs = _nowUnixMs;
        handOver(batch);
        batch.Release();
    }

    internal void Add(in LiveUpdate update)
    {
        if (_heardBy is null) return;
        if ((_batch ??= LiveBatch.Rent()).Add(update) == MostGathered && !_isRetelling) Flush();
    }
}
