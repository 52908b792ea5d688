using System.Net.Security;

namespace Collector.Grpc.Connections;

/// <summary>TLS that remembers whether the server ever said anything after the handshake, and how its first read failed.</summary>
/// <remarks>
/// With TLS 1.3 a server that misses our certificate says so only after the handshake is over for us. The HTTP stack then tells of a stream that was
/// disposed of, which helps nobody.
/// </remarks>
internal sealed class ObservedTls(Stream transport) : SslStream(transport, leaveInnerStreamOpen: false)
{
    private readonly Lock _gate = new();
    private bool _hasAnswered; // written by the one reader there is
    private string? _failure;

    /// <summary>Why the connection ended without a word; null when there was one. Empty when nothing is known.</summary>
    public string? SilentEnd
    {
        get
        {
            lock (_gate) return _hasAnswered ? null : _failure ?? "";
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _hasAnswered ? base.ReadAsync(buffer, cancellationToken) : FirstReadAsync(buffer, cancellationToken);

    private async ValueTask<int> FirstReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            lock (_gate) _hasAnswered = read > 0;
            return read;
        }
        catch (Exception error)
        {
            lock (_gate) _failure = error.GetBaseException().Message;
            throw;
        }
    }
}
