namespace Collector.Snmp.Polling;

/// <summary>A lane's time: milliseconds of the monotonic clock, standing still while the process did.</summary>
/// <remarks>
/// The lane's thread only. A process that was stopped for minutes (SIGSTOP, a suspended machine) finds all its timers overdue at once:
/// requests would be taken for lost and every target polled in one burst. So a gap longer than <see cref="LongestTurn"/> does not count.
/// </remarks>
internal sealed class LaneClock
{
    /// <summary>Far longer than a lane waits in one turn, far shorter than any pause that would cause a burst.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    private const long LongestDriftMs = 500;

    private readonly TimeProvider _time;
    private readonly long _startTimestamp;
    private readonly long _startUnixMs;
    private double _skipped;
    private double _skippedAtStart;
    private bool _hasTicked;
    private long _wallAhead;

    public LaneClock(TimeProvider time)
    {
        _time = time;
        _startTimestamp = time.GetTimestamp();
        _startUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        UnixMs = _startUnixMs;
    }

    /// <summary>The lane's time at the last tick, in milliseconds since the lane began.</summary>
    public long Now { get; private set; }

    /// <summary>The same with its fraction, for round trips.</summary>
    public double NowFine { get; private set; }

    /// <summary>What schedules follow, in Unix milliseconds: the wall clock at the lane's start plus monotonic time, so it never jumps.</summary>
    public long UnixMs { get; private set; }

    /// <summary>What polls are stamped with, in Unix milliseconds: as <see cref="UnixMs"/>, but it follows when somebody sets the wall clock.</summary>
    public long WallMs => UnixMs + _wallAhead;

    /// <summary>How long the process stood still, all in all.</summary>
    public TimeSpan Stopped => TimeSpan.FromMilliseconds(_skipped - _skippedAtStart);

    /// <summary>Reads the clock: once a turn, and after each batch of replies.</summary>
    public void Tick()
    {
        var elapsed = _time.GetElapsedTime(_startTimestamp).TotalMilliseconds;
        if (elapsed - _skipped - NowFine > LongestTurn.TotalMilliseconds) _skipped = elapsed - NowFine;
        if (!_hasTicked) (_hasTicked, _skippedAtStart) = (true, _skipped); // until now the lane had no thread
        NowFine = elapsed - _skipped;
        Now = (long)NowFine;
        UnixMs = _startUnixMs + (long)elapsed;

        // NTP steps the clock after a boot, and a suspended machine's monotonic clock stands still. Smaller differences are slewing and rounding.
        var wall = _time.GetUtcNow().ToUnixTimeMilliseconds();
        if (Math.Abs(wall - WallMs) > LongestDriftMs) _wallAhead = wall - UnixMs;
    }
}
