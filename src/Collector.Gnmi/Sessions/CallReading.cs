using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Store.Streams;
using Google.Protobuf;

namespace Collector.Gnmi.Sessions;

/// <summary>Reads the calls of one subscription into its sink, and keeps the sink's time: silence, overdue syncs, samples that are too old.</summary>
/// <remarks>
/// The subscription's task opens, reads and closes. The process's clock ticks from another thread; while messages are being applied it does not wait, but
/// leaves its work to the reader. So the sink and the history have one caller at a time, and one device's flood holds up nobody. Next: <see cref="ISubscriptionSink"/>.
/// </remarks>
internal sealed class CallReading(ISubscriptionSink sink, SubscriptionHistory history, SubscriptionPace pace, SessionContext context)
{
    private const int BurstsInTurn = 16;
    private const int MostGarbage = 100;
    private const int TicksAnExpiry = 5;

    private readonly StreamClock _clock = new(pace, context.Time);
    private readonly Lock _applying = new();
    private OwnedCounter _ticksOwed; // the clock's thread adds
    private long _ticksDone; // this and the following under _applying
    private DuplexCall? _call;
    private bool _letsUsIn;
    private bool _isSilent;
    private bool _isAnswered;
    private int _garbage;
    private StreamEnd? _failure;

    /// <summary>A call begins. What is known stays until the device has confirmed it or is done.</summary>
    public void Open(DuplexCall call, bool letsUsIn)
    {
        lock (_applying)
        {
            (_call, _letsUsIn) = (call, letsUsIn);
            (_isSilent, _isAnswered, _garbage, _failure) = (false, false, 0, null);
            _clock.Opened();
            history.Enter(StreamState.Subscribed);
            sink.BeginCall();
        }
    }

    /// <summary>Another round of a call of the mode POLL begins; false when the last one is not over.</summary>
    public bool BeginPoll()
    {
        lock (_applying)
        {
            if (!_isAnswered) return false;
            _isAnswered = false;
            sink.BeginCall();
            return true;
        }
    }

    /// <summary>Reads until the call is over.</summary>
    /// <param name="worked">Told of the first message.</param>
    /// <returns>Why we ended it; null when it ended by itself.</returns>
    public async Task<StreamEnd?> ReadAsync(Action worked)
    {
        var call = _call!;
        var bursts = 0;
        while (true)
        {
            var waiting = call.WaitToReadAsync();
            bursts = waiting.IsCompleted ? bursts + 1 : 0;
            if (!await waiting) return _isSilent ? StreamEnd.Silence(pace.Silence.GetValueOrDefault()) : null;
            if (!Take(call, out var isFirst)) return _failure;
            if (isFirst) worked();
            if (bursts < BurstsInTurn) continue;
            bursts = 0;
            await default(NextTurn);
        }
    }

    public void Close()
    {
        lock (_applying)
        {
            _call = null;
            _clock.Closed();
        }
    }

    public void Failed()
    {
        lock (_applying)
        {
            history.CountFailedCall();
            history.Enter(StreamState.BackingOff);
        }
    }

    /// <summary>The subscription has got everything, and keeps it.</summary>
    public void Finish()
    {
        lock (_applying)
        {
            _clock.Finished();
            history.Enter(StreamState.Finished);
        }
    }

    public void EnterUnlessOpen(StreamState state)
    {
        lock (_applying)
        {
            if (_call is null) history.Enter(state);
        }
    }

    /// <summary>The process's clock, once a second.</summary>
    public void Tick()
    {
        _ticksOwed.Increment();
        if (!_applying.TryEnter()) return;
        DuplexCall? silent;
        try
        {
            silent = CatchUp();
        }
        finally
        {
            _applying.Exit();
        }

        // Outside of the lock: whoever waits on the call may go on right here.
        if (silent is not null) _ = silent.DisposeAsync().AsTask();
    }

    private bool Take(DuplexCall call, out bool isFirst)
    {
        lock (_applying)
        {
            var before = history.State;
            var now = context.UnixNs;
            while (_failure is null && call.TryRead(out var message)) Apply(message, now);
            sink.EndBurst(now);
            isFirst = before == StreamState.Subscribed && history.State != before;
            CatchUp();
            return _failure is null;
        }
    }

    private void Apply(ReadOnlyMemory<byte> message, long nowUnixNs)
    {
        var kind = sink.Apply(message.Span, nowUnixNs);
        if (kind == ResponseKind.Malformed)
        {
            if (++_garbage == MostGarbage) _failure = StreamEnd.Garbage(MostGarbage);
            return;
        }

        if (kind == ResponseKind.Error)
        {
            _failure = ErrorIn(message);
            return;
        }

        _garbage = 0;
        history.CountResponse(nowUnixNs);
        if (kind == ResponseKind.Sync) Synced();
        else if (kind == ResponseKind.Notification) _clock.Message();
        if (history.State == StreamState.Subscribed) history.Enter(StreamState.Syncing);
    }

    private void Synced()
    {
        _isAnswered = true;
        _clock.Synced();
        history.Enter(StreamState.Streaming);
        history.Synced();
    }

    /// <summary>Does what ticks ask for.</summary>
    /// <returns>A call that has fallen silent and is to be ended.</returns>
    private DuplexCall? CatchUp()
    {
        var ticks = _ticksOwed.Value;
        if (ticks == _ticksDone) return null;
        if (ticks / TicksAnExpiry != _ticksDone / TicksAnExpiry) sink.Expire(context.UnixNs);
        _ticksDone = ticks;
        var news = _clock.Check();
        if (news.HasFlag(ClockNews.Accepted) && _letsUsIn) history.CountsAsLive();
        if (news.HasFlag(ClockNews.GraceOver)) sink.Clear();
        if (news.HasFlag(ClockNews.SyncOverdue))
        {
            // T02: not every device says that it is done. What it has not confirmed by now is gone.
            history.MissesSync();
            sink.Sweep();
        }

        sink.EndBurst(context.UnixNs);
        _isSilent |= news.HasFlag(ClockNews.Silent);
        return _isSilent ? _call : null;
    }

    // T09. The sink has read the message, so this can fail only if our two readers differ.
    private static StreamEnd ErrorIn(ReadOnlyMemory<byte> message)
    {
        try
        {
#pragma warning disable CS0612 // old devices send it all the same
            return StreamEnd.Of(SubscribeResponse.Parser.ParseFrom(message.Span).Error ?? new Error());
#pragma warning restore CS0612
        }
        catch (InvalidProtocolBufferException)
        {
            return StreamEnd.Of(new Error());
        }
    }
}
