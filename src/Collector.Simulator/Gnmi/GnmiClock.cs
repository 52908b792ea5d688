namespace Collector.Simulator.Gnmi;

/// <summary>The clock of a gNMI fleet: nanoseconds since the Unix epoch that never step back, and ticks of 10 ms since the fleet's epoch.</summary>
internal sealed class GnmiClock
{
    public const long NsPerTick = 10_000_000;

    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly long _startedNs;

    public GnmiClock(TimeProvider time, DateTimeOffset epoch)
    {
        _time = time;
        _started = time.GetTimestamp();
        _startedNs = ToNs(time.GetUtcNow());
        EpochNs = ToNs(epoch);
    }

    public long EpochNs { get; }

    public long NowNs => _startedNs + _time.GetElapsedTime(_started).Ticks * TimeSpan.NanosecondsPerTick;

    private static long ToNs(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
