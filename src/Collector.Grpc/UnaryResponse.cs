namespace Collector.Grpc;

/// <summary>What a unary call brought: its end, and a message if that is OK.</summary>
public sealed class UnaryResponse
{
    private readonly byte[]? _message;

    internal UnaryResponse(CallEnd end, byte[]? message, Metadata headers) => (End, _message, Headers) = (end, message, headers);

    public CallEnd End { get; }

    public Status Status => End.Status;

    /// <summary>Of the response.</summary>
    public Metadata Headers { get; }

    /// <summary>The message.</summary>
    /// <exception cref="RpcException">The call did not end with OK.</exception>
    public ReadOnlyMemory<byte> Message => End.IsOK && _message is not null ? _message : throw new RpcException(End);
}
