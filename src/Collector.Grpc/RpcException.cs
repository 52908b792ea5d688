namespace Collector.Grpc;

/// <summary>A call that did not end with OK, for callers that cannot go on without its response.</summary>
public sealed class RpcException(CallEnd end) : Exception(end.Status.ToString())
{
    /// <summary>For the handlers of a server, which end a call by throwing.</summary>
    public RpcException(Status status)
        : this(new CallEnd(status, EndReason.ServerStatus))
    {
    }

    public CallEnd End { get; } = end;

    public Status Status => End.Status;

    public StatusCode StatusCode => End.Status.StatusCode;

    public Metadata Trailers => End.Trailers;
}
