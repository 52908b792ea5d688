using System.Runtime.CompilerServices;
using Collector.Grpc.Framing;

namespace Collector.Grpc.Calls;

/// <summary>The response of one call: waits for headers, hands out messages, and finds out how the call ended.</summary>
/// <remarks>One reader at a time. <see cref="Dispose"/> may come from any thread, and resets the stream if the call is still going on.</remarks>
internal sealed class CallReader : IDisposable
{
    /// <summary>What a timer takes.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly GrpcChannelOptions _channel;
    private readonly TimeSpan? _timeout;
    private readonly long _started;
    private readonly CancellationTokenSource _lifetime; // its timer is the deadline
    private readonly CancellationToken _token; // of the lifetime, which may be disposed of
    private readonly CancellationTokenRegistration _callersToken;
    private readonly Task<HttpResponseMessage> _sending;
    private readonly MessageBuffer _frames;
    private readonly Func<CallEnd, CallEnd> _explain;
    private readonly DuplexContent? _content;
    private readonly Lock _gate = new();
    private HttpResponseMessage? _response;
    private Stream? _body;
    private CallEnd? _end;
    private bool _isCancelled;

    /// <param name="sender">Sends the request.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="channel">Limits and the clock.</param>
    /// <param name="options">Deadline and cancellation.</param>
    /// <param name="explain">Knows more of why a connection broke.</param>
    /// <param name="content">The body of the request, if it stays open: it is freed when the call is over.</param>
    public CallReader(HttpMessageInvoker sender, HttpRequestMessage request, GrpcChannelOptions channel, in CallOptions options, Func<CallEnd, CallEnd> explain, DuplexContent? content)
    {
        (_channel, _timeout, _explain, _content) = (channel, options.Timeout, explain, content);
        _started = channel.Time.GetTimestamp();
        _frames = new MessageBuffer(channel.MaxReceiveMessageSize);
        _lifetime = _timeout is { } timeout ? new CancellationTokenSource(Timer(timeout), channel.Time) : new CancellationTokenSource();
        _token = _lifetime.Token;
        _sending = sender.SendAsync(request, _token);
        // Whoever writes waits for a connection, and must learn that there will be none even while nobody reads.
        _ = _sending.ContinueWith(static (_, freed) => ((DuplexContent?)freed)?.End(), content, CancellationToken.None, TaskContinuationOptions.NotOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _callersToken = options.CancellationToken.UnsafeRegister(static reader => ((CallReader)reader!).Cancel(), this);
    }

    /// <summary>Set when the call is over.</summary>
    public CallEnd? End
    {
        get
        {
            lock (_gate) return _end;
        }
    }

    /// <summary>Of the response; empty before they came.</summary>
    public Metadata Headers { get; private set; } = Metadata.Empty;

    /// <summary>Waits until there is a message; false when the call is over. What the network does is in <see cref="End"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, and with it the call.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken)
    {
        if (End is not null) return false;
        try
        {
            using var registration = cancellationToken.UnsafeRegister(static reader => ((CallReader)reader!).Cancel(), this);
            if (_body is null && !await OpenAsync()) return false;
            return await FillAsync();
        }
        catch (Exception error)
        {
            Finish(OfException(error));
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>The next message that has arrived.</summary>
    /// <param name="message">Valid until the next <see cref="WaitToReadAsync"/>.</param>
    public bool TryRead(out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (_body is null || End is not null) return false;
        var status = _frames.TryRead(out message);
        if (status is FrameStatus.Message) return true;
        if (status is not FrameStatus.Incomplete) Finish(OfFrame(status));
        return false;
    }

    /// <summary>Ends the call if it is still going on: the server sees a reset with CANCEL.</summary>
    public void Dispose() => Cancel();

    private void Cancel()
    {
        lock (_gate) _isCancelled = true;
        Finish(new CallEnd(new Status(StatusCode.Cancelled, "cancelled by the client"), EndReason.Cancelled));
    }

    private async ValueTask<bool> OpenAsync()
    {
        var response = await _sending;
        lock (_gate) _response = response;
        if (_content is not null) await _content.AnsweredAsync();
        Headers = ResponseStatus.Received(response.Headers);
        if (ResponseStatus.OfHeaders(response) is { } end)
        {
            Finish(end);
            return false;
        }

        _frames.IsGzip = ResponseStatus.Find(response.Headers, "grpc-encoding") is { } encoding && encoding.Trim().Equals("gzip", StringComparison.OrdinalIgnoreCase);
        _body = await response.Content.ReadAsStreamAsync(_token);
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FillAsync()
    {
        _frames.Recycle();
        while (true)
        {
            var next = _frames.Peek();
            if (next == FrameStatus.Message) return true;
            if (next != FrameStatus.Incomplete)
            {
                Finish(OfFrame(next));
                return false;
            }

            // A stream may be quiet for hours: it waits with a read of nothing, and holds no buffer.
            var read = _frames.IsEmpty ? await _body!.ReadAsync(Memory<byte>.Empty, _token) : 0;
            read = await _body!.ReadAsync(_frames.GetMemory(), _token);
            if (read == 0)
            {
                Finish(InTime(ResponseStatus.OfTrailers(_response!, isCutOff: !_frames.IsEmpty)));
                return false;
            }

            _frames.Advance(read);
        }
    }

    /// <summary>The first end counts. Disposing the response of a call that goes on is what resets its stream; the token alone does not once headers have come.</summary>
    private void Finish(CallEnd end)
    {
        lock (_gate)
        {
            if (_end is not null) return;
            _end = end;
        }

        _lifetime.Cancel();
        _callersToken.Unregister();
        if (_sending.IsCompletedSuccessfully) _sending.Result.Dispose();
        else _ = _sending.ContinueWith(static sent => _ = sent.IsCompletedSuccessfully ? Disposed(sent.Result) : sent.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _lifetime.Dispose();
        _content?.End();
    }

    private static TimeSpan Timer(TimeSpan timeout) => timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout < LongestTimer ? timeout : LongestTimer;

    private static object? Disposed(HttpResponseMessage response)
    {
        response.Dispose();
        return null;
    }

    private CallEnd OfException(Exception error)
    {
        lock (_gate)
        {
            if (_isCancelled) return new CallEnd(new Status(StatusCode.Cancelled, "cancelled by the client"), EndReason.Cancelled);
        }

        return InTime(HasTimedOut ? DeadlineExceeded() : _explain(FailureStatus.Of(error)));
    }

    /// <summary>A server that keeps to our deadline too may cancel before we do.</summary>
    private CallEnd InTime(CallEnd end) => end.Status.StatusCode == StatusCode.Cancelled && HasTimedOut ? DeadlineExceeded() : end;

    /// <summary>Asked before the call has an end, so that nothing but the timer can have cancelled the token.</summary>
    private bool HasTimedOut => _timeout is { } timeout && (_token.IsCancellationRequested || _channel.Time.GetElapsedTime(_started) >= timeout);

    private CallEnd DeadlineExceeded() => new(new Status(StatusCode.DeadlineExceeded, $"no end within {_timeout!.Value.TotalSeconds:0.###} s"), EndReason.Deadline);

    private CallEnd OfFrame(FrameStatus status) => status switch
    {
        FrameStatus.TooLong => new CallEnd(new Status(StatusCode.ResourceExhausted, $"a message is longer than {_channel.MaxReceiveMessageSize} bytes"), EndReason.MessageTooLarge),
        FrameStatus.BadFlag => Malformed("a message has a flag other than 0 and 1"),
        FrameStatus.UnknownEncoding => Malformed("a message is compressed, but not with gzip"),
        _ => Malformed("a message is not the gzip that it says"),
    };

    private static CallEnd Malformed(string what) => new(new Status(StatusCode.Internal, what), EndReason.Malformed);
}
