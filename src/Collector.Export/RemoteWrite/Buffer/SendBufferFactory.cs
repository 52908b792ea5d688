namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>Makes the buffer of one shard of an endpoint.</summary>
internal delegate ISendBuffer SendBufferFactory(RemoteWriteOptions endpoint, int shard, ISendLosses losses);
