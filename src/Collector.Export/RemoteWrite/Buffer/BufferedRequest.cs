namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>A request that waits to be sent.</summary>
/// <param name="Id">Increases from request to request of a buffer.</param>
/// <param name="Body">Compressed, of remote write 1.0.</param>
/// <param name="Summary">What is in it.</param>
internal readonly record struct BufferedRequest(long Id, ReadOnlyMemory<byte> Body, RequestSummary Summary)
{
    /// <summary>A run before this one wrote it, and may have sent it: how far it came is known to within a flush interval. A receiver that refuses it may have it.</summary>
    public bool IsFromEarlierRun { get; init; }
}
