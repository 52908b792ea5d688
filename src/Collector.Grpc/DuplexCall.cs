using Collector.Grpc.Calls;
using Collector.Grpc.Framing;

namespace Collector.Grpc;

/// <summary>A call in which both sides send messages, and of which the response is read as it comes.</summary>
/// <remarks>One reader at a time; any thread may write or dispose.</remarks>
public sealed class DuplexCall : IAsyncDisposable
{
    private readonly CallReader _reader;
    private readonly DuplexContent? _content;
    private readonly bool _gzip;

    internal DuplexCall(CallReader reader, DuplexContent? content, bool gzip) => (_reader, _content, _gzip) = (reader, content, gzip);

    /// <summary>How the call ended; null while it goes on.</summary>
    public CallEnd? End => _reader.End;

    /// <summary>How the call ended. Only when <see cref="WaitToReadAsync"/> has said that it did.</summary>
    public Status Status => End?.Status ?? throw new InvalidOperationException("The call has not ended.");

    /// <summary>Of the server, at the end.</summary>
    public Metadata Trailers => End?.Trailers ?? Metadata.Empty;

    /// <summary>Of the response; empty until the first wait is over.</summary>
    public Metadata Headers => _reader.Headers;

    /// <summary>Sends a message, and returns when it is on its way; false when the call has ended, and the reader knows why. Waits for the connection if there is none yet.</summary>
    public ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        _content is null ? ValueTask.FromResult(false) : _content.WriteAsync(OutgoingMessage.Frame(message.Span, _gzip), cancellationToken);

    /// <summary>Says that no more messages follow.</summary>
    public ValueTask CompleteWritesAsync() => _content?.CompleteAsync() ?? ValueTask.CompletedTask;

    /// <summary>Waits for messages; false when the call is over: then <see cref="End"/> says how. A server may send no header before its first message, so this wait may be long.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, which cancels the call.</exception>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _reader.WaitToReadAsync(cancellationToken);

    /// <summary>Hands out the messages that have arrived, one after the other; false when it is time to wait again.</summary>
    /// <param name="message">Valid until the next wait.</param>
    public bool TryRead(out ReadOnlyMemory<byte> message) => _reader.TryRead(out message);

    /// <summary>Cancels the call if it goes on: the server sees RST_STREAM.</summary>
    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }
}
