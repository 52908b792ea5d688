using Collector.Gnmi.Subscriptions;
using Collector.Grpc;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Sessions;

/// <summary>Keeps one subscription of one target streaming: one Subscribe call after the other, with a pause between them that suits the reason.</summary>
/// <remarks>
/// <see cref="RunAsync"/> is one task. <see cref="Tick"/> and <see cref="LosesConnection"/> may come from any other. Next: <see cref="CallReading"/>.
/// </remarks>
internal sealed class SubscriptionStream
{
    private readonly string _instance;
    private readonly SessionPlan _plan;
    private readonly SubscriptionOptions _options;
    private readonly SubscriptionPace _pace;
    private readonly TargetCredentials _credentials;
    private readonly TargetConnection _connection;
    private readonly StreamHistory _history;
    private readonly SubscriptionHistory _own;
    private readonly SessionContext _context;
    private readonly CallReading _reading;
    private readonly BackOff _backOff;
    private DisconnectReason? _toldReason;

    public SubscriptionStream(TargetSeries series, int place, SessionPlan plan, TargetCredentials credentials, TargetConnection connection, ISubscriptionSink sink, SessionContext context)
    {
        (_instance, _history) = (series.Target.Instance, series.Stream!);
        (_plan, _options, _credentials, _connection, _context) = (plan, plan.Subscriptions[place], credentials, connection, context);
        _own = _history.Subscriptions[place];
        _pace = SubscriptionPace.Of(_options, context.Settings);
        _reading = new CallReading(sink, _own, _pace, context);
        _backOff = new BackOff(plan.Target.RetryTimer, context.Jitter);
    }

    private string What => $"subscription {_options.Name}";

    /// <summary>The process's clock ticks.</summary>
    public void Tick() => _reading.Tick();

    /// <summary>The target could not be dialled.</summary>
    public void LosesConnection() => _reading.EnterUnlessOpen(StreamState.Connecting);

    /// <summary>Streams until it is stopped, or until there is nothing more to come.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!await TryOneCallAsync(stop))
            {
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the target, or its configuration, is no more
        }
    }

    private async Task<bool> TryOneCallAsync(CancellationToken stop)
    {
        try
        {
            return await RunOneCallAsync(stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            _context.Log.Bug(_instance, exception); // the others are still to be streamed, and this one tries again
            await PauseAsync(StreamEnd.OurBug(exception), TimeSpan.Zero, stop);
            return false;
        }
    }

    /// <returns>Whether that was all.</returns>
    private async Task<bool> RunOneCallAsync(CancellationToken stop)
    {
        var connection = await _connection.AcquireAsync(stop);
        var began = _context.Time.GetTimestamp();
        var isBroken = true;
        StreamEnd? end;
        try
        {
            end = await CallAsync(connection, stop);
            isBroken = end is { IsOfConnection: true };
        }
        finally
        {
            _connection.Release(connection, isBroken);
        }

        stop.ThrowIfCancellationRequested();
        if (end is not null)
        {
            await PauseAsync(end, _context.Time.GetElapsedTime(began), stop);
            return false;
        }

        if (!_own.IsSynced) _context.Log.EndedWithoutSync(_instance, What);
        _reading.Finish();
        return true;
    }

    /// <returns>How the call failed; null when it has brought all that it should.</returns>
    private async Task<StreamEnd?> CallAsync(LiveConnection connection, CancellationToken stop)
    {
        if (!_credentials.TryRead(out var headers, out var unfit)) return unfit;
        var encoding = EncodingChoice.Choose(_options.Encoding ?? _plan.Target.Encoding, connection.Encodings);
        var request = SubscribeRequests.Subscribe(_options, _plan.Target.Name, encoding);
        await using var call = connection.Channel.StartDuplexCall(
            TargetChannel.SubscribeMethod, new CallOptions { Headers = headers, CancellationToken = stop });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _reading.Open(call, connection.LetsUsIn);
        var polling = Task.CompletedTask;
        try
        {
            if (await call.WriteAsync(request, stop))
            {
                if (_options.Mode == SubscriptionListMode.Once) await call.CompleteWritesAsync();
                if (_options.Mode == SubscriptionListMode.Poll) polling = PollAsync(call, ending.Token);
            }

            return (await _reading.ReadAsync(HasRecovered) ?? EndOf(call))?.Hiding(headers);
        }
        finally
        {
            _reading.Close();
            await ending.CancelAsync();
            await polling;
        }
    }

    // T04: a call of the mode ONCE is meant to end. T06: any other is not, however politely it ends.
    private StreamEnd? EndOf(DuplexCall call) =>
        call.End is { } end && !(end.IsOK && _options.Mode == SubscriptionListMode.Once) ? StreamEnd.Of(end) : null;

    /// <summary>Asks for everything at the subscription's interval. The first time at once: some devices send nothing before (T05).</summary>
    private async Task PollAsync(DuplexCall call, CancellationToken ending)
    {
        try
        {
            using var everyInterval = new PeriodicTimer(_pace.PollInterval, _context.Time);
            var isOpen = await call.WriteAsync(SubscribeRequests.Poll, ending);
            while (isOpen && await everyInterval.WaitForNextTickAsync(ending))
            {
                // A device that has not answered the last one yet is not asked again.
                if (_reading.BeginPoll()) isOpen = await call.WriteAsync(SubscribeRequests.Poll, ending);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // with the call
        }
    }

    private async Task PauseAsync(StreamEnd end, TimeSpan lived, CancellationToken stop)
    {
        var code = GrpcCodeNames.Of(end.Code);
        var isPlanned = end.Reason == DisconnectReason.Planned;
        if (lived >= _context.Settings.HealthyAfter) _backOff.Reset();
        var wait = _backOff.Next(end.Reason);
        _history.CountDisconnect(code, end.Reason);
        _history.RetriesAt(_context.UnixMs + (long)wait.TotalMilliseconds);

        // A device that only renews its connection stays up unless the next call fails.
        if (!isPlanned)
        {
            _reading.Failed();
            _history.Failed(end.ToError(_context.UnixMs, _options.Name));
            if (_toldReason != end.Reason) _context.Log.Failed(_instance, What, end, wait);
            _toldReason = end.Reason;
        }

        await _credentials.PauseAsync(end, wait, stop);
        if (!isPlanned) _reading.EnterUnlessOpen(StreamState.Connecting);
    }

    private void HasRecovered()
    {
        if (_toldReason is null) return;
        _toldReason = null;
        _context.Log.Recovered(_instance, What);
    }
}
