namespace Collector.Daemon.Web;

/// <summary>Lets a request through for each interval that has passed, and as many at once as the bucket holds. Full at the start.</summary>
/// <remarks>Any thread. One for all paths and clients, as in exporter-toolkit.</remarks>
internal sealed class TokenBucket(TimeSpan interval, int burst, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _tokens = burst;
    private long _filledAt = time.GetTimestamp();

    public bool TryTake()
    {
        if (interval <= TimeSpan.Zero) return true;
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(burst, _tokens + time.GetElapsedTime(_filledAt, now) / interval);
            _filledAt = now;
            if (_tokens < 1) return false;
            _tokens--;
            return true;
        }
    }
}
