using Collector.Pipeline.Scheduling;

namespace Collector.Simulator.Gnmi.Server;

/// <summary>Calls the streams of the whole fleet when they are due: one timer wheel and one loop, whatever the number of targets.</summary>
/// <remarks>Any thread may schedule. A stream that waits for an edit costs nothing at all.</remarks>
internal sealed class CallPacer : IAsyncDisposable
{
    private const long NsPerMillisecond = 1_000_000;

    // Finer than any sample interval; a hundred wake-ups a second are what an idle fleet costs.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly TimerWheel _wheel;
    private readonly GnmiClock _clock;
    private readonly List<ActiveCall> _due = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly PeriodicTimer _timer;
    private Task _loop = Task.CompletedTask;

    public CallPacer(GnmiClock clock, TimeProvider time)
    {
        _clock = clock;
        _wheel = new TimerWheel(clock.NowNs / NsPerMillisecond);
        _timer = new PeriodicTimer(Tick, time);
    }

    public void Start() => _loop = RunAsync();

    /// <summary>Has a call run at a time, in place of the time that was said before.</summary>
    public void Schedule(ActiveCall call, long dueNs)
    {
        lock (_gate)
        {
            _wheel.Cancel(call.Timer);
            call.Timer = dueNs == long.MaxValue ? default : _wheel.Schedule((dueNs + NsPerMillisecond - 1) / NsPerMillisecond, call, 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _timer.Dispose();
        _stop.Dispose();
    }

    /// <summary>The wheel's callback, under the gate.</summary>
    internal void TakeDue(ActiveCall call) => _due.Add(call);

    private async Task RunAsync()
    {
        using var writers = new WriterLoan();
        try
        {
            while (await _timer.WaitForNextTickAsync(_stop.Token))
            {
                lock (_gate) _wheel.Advance(_clock.NowNs / NsPerMillisecond);
                foreach (var call in _due) call.Run(writers.Take());
                _due.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // the fleet ends
        }
    }
}
