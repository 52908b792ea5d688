namespace Collector.Pipeline.Store.Streams;

/// <summary>The last thing that went wrong with a streaming target.</summary>
/// <param name="Subscription">Whose call it was; null for the connection.</param>
public sealed record StreamError(long AtUnixMs, string GrpcCode, DisconnectReason Reason, string Message, string? Subscription)
{
    /// <summary>The device's name has no address.</summary>
    public bool HasNoAddress { get; init; }
}
