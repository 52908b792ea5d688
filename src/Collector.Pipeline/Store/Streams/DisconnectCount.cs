namespace Collector.Pipeline.Store.Streams;

/// <summary>How often calls and attempts ended in one way.</summary>
/// <param name="GrpcCode">As gRPC's specification writes it: <c>UNAVAILABLE</c>. From a closed list.</param>
public sealed record DisconnectCount(string GrpcCode, DisconnectReason Reason, long Count);
