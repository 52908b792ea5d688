using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Grpc.Server;
using Collector.Pipeline.Scheduling;
using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Messages;
using Collector.Simulator.Gnmi.Requests;
using Collector.Simulator.Gnmi.Streams;
using Google.Protobuf;

namespace Collector.Simulator.Gnmi.Server;

/// <summary>One Subscribe call on its connection: sends what the stream has due, one write at a time, so that a client that does not read makes the device leave samples out.</summary>
/// <remarks>The stream and what is said of it here are guarded by the device's lock.</remarks>
internal sealed class ActiveCall : ITimed
{
    private readonly FleetState _fleet;
    private readonly GnmiDeviceState _device;
    private readonly ServerCall _rpc;
    private readonly SubscribeCall _stream;
    private readonly TaskCompletionSource<Status> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _writing = Task.CompletedTask;
    private bool _isHeld = true; // until it has begun
    private bool _isBusy;
    private bool _isOver;

    public ActiveCall(FleetState fleet, GnmiDeviceState device, ServerCall rpc, SubscribePlan plan)
    {
        (_fleet, _device, _rpc) = (fleet, device, rpc);
        lock (device) _stream = new SubscribeCall(fleet.Options, device, plan);
    }

    /// <summary>Guarded by the pacer.</summary>
    public TimerHandle Timer { get; set; }

    void ITimed.OnTimer(int kind, long now) => _fleet.Pacer.TakeDue(this);

    /// <summary>Serves the call to its end, and says how it ended.</summary>
    public async Task<Status> ServeAsync()
    {
        lock (_device) _device.Calls.Add(this);
        using var reading = new CancellationTokenSource();
        try
        {
            await _rpc.SendHeadersAsync();
            await BeginAsync();
            var ended = await Task.WhenAny(ReadAsync(reading.Token), _ended.Task);
            return await ended;
        }
        finally
        {
            await reading.CancelAsync();
            await StopAsync();
        }
    }

    /// <summary>Sends what is due. The pacer's thread, with a writer of its own.</summary>
    public void Run(NotificationWriter writer)
    {
        lock (_device)
        {
            if (_isBusy || _isHeld || _isOver) return; // the end of the write schedules anew
            _stream.Advance(writer, _fleet.Clock.NowNs);
            // The octets are in the connection's pipe when this returns; only the wait for room goes on.
            if (writer.Batch.Count > 0) _writing = WriteAsync(writer);
            else Continue();
        }
    }

    /// <summary>Something was edited: it is looked at now.</summary>
    public void Wake() => _fleet.Pacer.Schedule(this, _fleet.Clock.NowNs);

    /// <summary>Cuts the connection.</summary>
    public void Cut()
    {
        lock (_device)
        {
            if (!_isOver) _rpc.AbortConnection();
        }
    }

    private async Task BeginAsync()
    {
        using var writers = new WriterLoan();
        await SendAsync(writers.Take(), writer => _stream.Begin(writer, _fleet.Clock.NowNs));
        if (_device.Nature == GnmiNature.Flooding) await FloodAsync(writers);
        lock (_device)
        {
            _isHeld = false;
            if (!_isOver) Continue();
        }
    }

    private async Task FloodAsync(WriterLoan writers)
    {
        var flood = new Flood(_fleet.Options, _device, _stream);
        var end = _fleet.Clock.NowNs + _fleet.Options.MisbehaveEvery.Ticks * TimeSpan.NanosecondsPerTick;
        var (messages, frames) = flood.Encode(_fleet.Clock.NowNs);
        while (_fleet.Clock.NowNs < end && await _rpc.WriteFramedAsync(frames)) _fleet.Totals.Sent(messages, frames.Length);
        await SendAsync(writers.Take(), writer => flood.WriteEnd(writer, _fleet.Clock.NowNs));
    }

    /// <summary>Reads what the client says after its first message: polls, or nothing.</summary>
    private async Task<Status> ReadAsync(CancellationToken stopped)
    {
        using var writers = new WriterLoan();
        while (await _rpc.ReadAsync(stopped) is { } message)
        {
            if (_stream.Mode != SubscriptionList.Types.Mode.Poll || SubscribeRequest.Parser.ParseFrom(message).Poll is null)
                return new Status(StatusCode.InvalidArgument, "one subscription list is what a call may have");
            _fleet.Totals.Polled();
            await SendAsync(writers.Take(), writer => _stream.Poll(writer, _fleet.Clock.NowNs));
        }

        // The client will say nothing more, and still listens.
        return _stream.Mode == SubscriptionList.Types.Mode.Poll ? Status.OK : await _ended.Task;
    }

    private async Task SendAsync(NotificationWriter writer, Action<NotificationWriter> write)
    {
        lock (_device)
        {
            write(writer);
            _writing = WriteAsync(writer);
        }

        await _writing;
    }

    private async Task WriteAsync(NotificationWriter writer)
    {
        _isBusy = true;
        var batch = writer.Batch;
        if (batch.Count > 0)
        {
            _fleet.Totals.Sent(batch.Count, batch.Framed.Length);
            await _rpc.WriteFramedAsync(batch.Framed);
        }

        lock (_device)
        {
            _isBusy = false;
            if (!_isHeld && !_isOver) Continue();
        }
    }

    private void Continue()
    {
        if (_stream.End is not { } end)
        {
            _fleet.Pacer.Schedule(this, _stream.Due);
            return;
        }

        if (end == StatusCode.Unavailable) _rpc.GoAway();
        _ended.TrySetResult(end == StatusCode.OK ? Status.OK : new Status(end, "the device goes away"));
    }

    private async Task StopAsync()
    {
        lock (_device)
        {
            _isOver = true;
            _device.Calls.Remove(this);
        }

        _fleet.Pacer.Schedule(this, long.MaxValue);
        try
        {
            await _writing; // the connection's pipe is not ours once the call has ended
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // the client is gone
        }
    }
}
