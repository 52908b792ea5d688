using System.Net;

namespace Collector.Grpc.Calls;

/// <summary>The body of a request that stays open: messages are written to it as they come, until it is completed.</summary>
/// <remarks>Any thread; messages go out one after the other. The HTTP stack runs <see cref="SerializeToStreamAsync(Stream, TransportContext?)"/> for as long as the body is open.</remarks>
internal sealed class DuplexContent : HttpContent
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Stream? _stream; // whose turn it is
    private List<ReadOnlyMemory<byte>>? _unanswered = []; // whose turn it is

    /// <summary>Sends one framed message; false when the call has ended.</summary>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _opened.Task.WaitAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_stream is not { } stream || _completed.Task.IsCompleted) return false;
            _unanswered?.Add(frame);
            await stream.WriteAsync(frame, cancellationToken);
            await stream.FlushAsync(cancellationToken); // nothing else sends what is small
            return true;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or ObjectDisposedException or InvalidOperationException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return _unanswered is not null && !_completed.Task.IsCompleted; // maybe sent again on another connection; if not, the response says why
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The server answers: the call will not be tried again, so what was sent need not be kept.</summary>
    public async ValueTask AnsweredAsync()
    {
        await _turn.WaitAsync();
        _unanswered = null;
        _turn.Release();
    }

    /// <summary>Ends the body after what is being written; a half-closed stream. To be called at the end of a call in any case, or the request never ends.</summary>
    public async ValueTask CompleteAsync()
    {
        await _turn.WaitAsync();
        End();
        _turn.Release();
    }

    /// <summary>The call is over: nobody waits for the stream any more.</summary>
    public void End()
    {
        _completed.TrySetResult();
        _opened.TrySetResult();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await _turn.WaitAsync();
        try
        {
            await OpenAsync(stream);
        }
        finally
        {
            _turn.Release();
        }

        _opened.TrySetResult();
        await _completed.Task;
    }

    /// <summary>The HTTP stack tries a call again that the server has not looked at; then what was written goes out again.</summary>
    private async Task OpenAsync(Stream stream)
    {
        _stream = stream;
        if (_unanswered is not { } frames) throw new IOException("the connection ended while the call was going on");
        foreach (var frame in frames) await stream.WriteAsync(frame);
        await stream.FlushAsync(); // the headers too would wait for the first message
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        End();
        base.Dispose(disposing);
    }
}
