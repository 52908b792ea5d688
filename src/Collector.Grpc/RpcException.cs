namespace Collector.Grpc;

/// <summary>A call that did not end with OK, for callers that cannot go on without its response.</summary>
public sealed class RpcException(CallEnd end) : Exception(end.Status.ToString())
{
    public CallEnd End { get; } = end;

    public Status Status => End.Status;

    public StatusCode StatusCode => End.Status.StatusCode;

    public Metadata Trailers => End.Trailers;
}
