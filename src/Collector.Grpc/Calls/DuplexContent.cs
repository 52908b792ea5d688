using System.Net;

namespace Collector.Grpc.Calls;

/// <summary>The body of a request that stays open: messages are written to it as they come, until it is completed.</summary>
/// <remarks>Any thread; messages go out one after the other. The HTTP stack runs <see cref="SerializeToStreamAsync(Stream, TransportContext?)"/> for as long as the body is open.</remarks>
internal sealed class DuplexContent : HttpContent
{
    private readonly TaskCompletionSource<Stream?> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Sends one framed message; false when the call has ended.</summary>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await _opened.Task.WaitAsync(cancellationToken) is not { } stream || _completed.Task.IsCompleted) return false;
            await stream.WriteAsync(frame, cancellationToken);
            await stream.FlushAsync(cancellationToken); // nothing else sends what is small
            return true;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or ObjectDisposedException or InvalidOperationException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false; // the response says why
        }
        finally
        {
            _turn.Release();
        }
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
        _opened.TrySetResult(null);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // A request that the server did not look at may be tried again on another connection, but ours may have been written to already.
        if (!_opened.TrySetResult(stream) && !_completed.Task.IsCompleted) throw new IOException("the connection ended before the server took the call");
        await _completed.Task;
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
