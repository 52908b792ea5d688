namespace Collector.Pipeline.Rollups.Counters;

/// <summary>Learns from what a device says of its uptime when its counters last began anew.</summary>
/// <remarks>One writer. Uptimes count hundredths of a second in 32 bits (RFC 3418, sysUpTime), so that they begin anew after 497 days without any restart.</remarks>
internal struct DeviceRestarts
{
    private const long WrapMs = (1L << 32) * 10;

    // An agent answers late, and the clock of a device runs a little slower than ours.
    private const long SlackMs = 2_000;
    private const double SlowClock = 0.01;

    // Near the wrap: what a clock can be off by after 497 days.
    private const long WrapSlackMs = 3_600_000;

    private long _uptimeMs;
    private long _atUnixMs;
    private bool _isKnown;

    /// <summary>Since when its counters have been going on, in Unix milliseconds; the distant past as long as it has not said.</summary>
    /// <remarks>A counter that was read before this moment has begun anew since.</remarks>
    public long SinceUnixMs { get; private set; }

    /// <summary>Whether it was restarted since the last time it said so.</summary>
    /// <param name="uptimeMs">Milliseconds.</param>
    /// <param name="atUnixMs">When the reply came.</param>
    public bool Observe(long uptimeMs, long atUnixMs)
    {
        if (!_isKnown)
        {
            (_uptimeMs, _atUnixMs, _isKnown) = (uptimeMs, atUnixMs, true);
            SinceUnixMs = atUnixMs - uptimeMs;
            return false; // we do not know of an earlier life
        }

        var passed = atUnixMs - _atUnixMs;
        if (passed <= 0) return false; // the same reply again
        var isRestart = IsRestart(uptimeMs, passed);
        if (isRestart) SinceUnixMs = atUnixMs - uptimeMs;
        (_uptimeMs, _atUnixMs) = (uptimeMs, atUnixMs);
        return isRestart;
    }

    private readonly bool IsRestart(long uptimeMs, long passed)
    {
        var wentBack = uptimeMs < _uptimeMs;
        var isYounger = uptimeMs < passed * (1 - SlowClock) - SlackMs; // it has not been up for all of the time
        if (!wentBack && !isYounger) return false;
        var expected = _uptimeMs + passed;
        return expected < WrapMs - WrapSlackMs || Math.Abs(expected - WrapMs - uptimeMs) > WrapSlackMs;
    }
}
