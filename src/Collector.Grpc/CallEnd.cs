namespace Collector.Grpc;

/// <summary>How a call ended: the status, what was behind it, and what the server added.</summary>
public sealed record CallEnd(Status Status, EndReason Reason)
{
    /// <summary>Set when <see cref="Reason"/> is <see cref="EndReason.Tls"/>.</summary>
    public TlsFailure Tls { get; init; }

    /// <summary>Of the server; empty when it sent none.</summary>
    public Metadata Trailers { get; init; } = Metadata.Empty;

    /// <summary>The server may be asked again at once: it ended its connection on purpose.</summary>
    public bool IsPlanned => Reason == EndReason.PlannedEnd;

    public bool IsOK => Status.IsOK;
}
