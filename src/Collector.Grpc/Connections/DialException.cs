namespace Collector.Grpc.Connections;

/// <summary>No connection, with the reason in our words. Passes through the HTTP stack, which cannot be told otherwise.</summary>
internal sealed class DialException(EndReason reason, TlsFailure tls, string message, Exception? inner = null) : IOException(message, inner)
{
    public EndReason Reason { get; } = reason;

    public TlsFailure Tls { get; } = tls;
}
