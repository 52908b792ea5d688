namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>How full a buffer is.</summary>
/// <param name="Requests">Requests that wait.</param>
/// <param name="Samples">Their samples.</param>
/// <param name="Bytes">Bytes they take up.</param>
internal readonly record struct BufferLevel(long Requests, long Samples, long Bytes);
