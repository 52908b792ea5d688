namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>A request that waits to be sent.</summary>
/// <param name="Id">Increases from request to request of a buffer.</param>
/// <param name="Body">Compressed, of remote write 1.0.</param>
/// <param name="Summary">What is in it.</param>
internal readonly record struct BufferedRequest(long Id, ReadOnlyMemory<byte> Body, RequestSummary Summary);
