namespace Collector.Gnmi.Sessions;

/// <summary>Gives each dial its turn, in the order of asking, so that all targets together dial only so often.</summary>
/// <remarks>Any thread. It limits the rate and not the number under way, because slow devices would then hold up the others.</remarks>
internal sealed class DialRate
{
    private readonly TimeProvider _time;
    private readonly long _gap; // all three in the clock's ticks
    private readonly long _kept;
    private readonly Lock _reserving = new();
    private long _next;

    public DialRate(int perSecond, int burst, TimeProvider time)
    {
        _time = time;
        _gap = Math.Max(1, time.TimestampFrequency / perSecond);
        _kept = _gap * Math.Max(0, burst - 1);
        _next = time.GetTimestamp() - _kept;
    }

    public Task WaitAsync(CancellationToken cancellation)
    {
        var wait = Reserve();
        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, _time, cancellation);
    }

    /// <summary>Takes the next turn and says how far ahead it is.</summary>
    public TimeSpan Reserve()
    {
        lock (_reserving)
        {
            var now = _time.GetTimestamp();
            _next = Math.Max(_next, now - _kept); // turns that nobody took are kept for a burst, not for ever
            var mine = _next;
            _next += _gap;
            return mine <= now ? TimeSpan.Zero : _time.GetElapsedTime(now, mine);
        }
    }
}
