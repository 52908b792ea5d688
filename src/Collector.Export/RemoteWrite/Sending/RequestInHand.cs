using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>The request that a shard is sending: what of it is to be sent, and whose that is.</summary>
/// <remarks>The sender's task, until the buffer is told that the request is over.</remarks>
internal sealed class RequestInHand(BufferedRequest buffered, ISendBuffer buffer)
{
    private OpenedRequest? _opened; // of the body as it is
    private RequestShares? _shares;
    private int[]? _kept; // where the body's series were in the buffered one; null as long as it is that one

    /// <summary>Compressed, of remote write 1.0.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; } = buffered.Body;

    /// <summary>Samples in the body.</summary>
    public int Samples { get; private set; } = buffered.Summary.Samples;

    /// <summary>The body's series; null when the bytes are no request of ours.</summary>
    public OpenedRequest? Opened => _opened ??= OpenedRequest.Open(Body.Span);

    /// <inheritdoc cref="BufferedRequest.IsFromEarlierRun"/>
    public bool IsFromEarlierRun => buffered.IsFromEarlierRun;

    public long NewestUnixMs => buffered.Summary.NewestUnixMs;

    /// <summary>All that is in the body.</summary>
    public RequestPart Whole => _kept is null ? new RequestPart(buffered.Summary, buffer.PeekedTargets()) : Shares.Of(_kept, buffered.Summary);

    private RequestShares Shares => _shares ??= new RequestShares(buffer.PeekedTargets());

    /// <summary>Some of the body's series, by their places in it.</summary>
    public RequestPart Part(IEnumerable<int> places) => Shares.Of(_kept is { } kept ? places.Select(place => kept[place]) : places, buffered.Summary);

    /// <summary>Takes what is in quarantine out of the body; null when nothing is.</summary>
    public RequestPart? LeaveOut(Quarantine quarantine)
    {
        if (Opened is not { } opened) return null;
        var (kept, left) = (new List<int>(opened.Count), new List<int>());
        for (var place = 0; place < opened.Count; place++) (quarantine.Contains(opened.LabelsOf(place)) ? left : kept).Add(place);
        if (left.Count == 0) return null;
        var leftOut = Part(left);
        (_kept, _opened, Samples) = ([.. kept], null, kept.Count);
        Body = opened.Compress(kept);
        return leftOut;
    }
}
