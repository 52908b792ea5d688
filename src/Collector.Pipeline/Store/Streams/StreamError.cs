namespace Collector.Pipeline.Store.Streams;

/// <summary>The last thing that went wrong with a streaming target.</summary>
/// <param name="Subscription">Whose call it was; null for the connection.</param>
public sealed record StreamError(long AtUnixMs, string GrpcCode, DisconnectReason Reason, string Message, string? Subscription)
{
    /// <summary>The device's name has no address.</summary>
    public bool HasNoAddress { get; init; }

    /// <summary>Nobody answered the attempt to connect.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>The device has nothing to do with it: its credentials could not be read here, or the collector failed.</summary>
    public bool IsOurs { get; init; }
}
