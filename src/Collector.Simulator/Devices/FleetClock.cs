using Collector.Simulator.Mib;

namespace Collector.Simulator.Devices;

/// <summary>Counts ticks of 10 ms since the fleet's epoch, and knows when each device restarted.</summary>
internal sealed class FleetClock(TimeProvider time, DateTimeOffset epoch, TimeSpan rebootEvery)
{
    public const long TicksPerSecond = 100;

    private readonly ulong _period = (ulong)(rebootEvery.Ticks / (TimeSpan.TicksPerSecond / TicksPerSecond));

    /// <summary>Now. 0 before the epoch.</summary>
    public long Ticks => Math.Max(0, (time.GetUtcNow() - epoch).Ticks / (TimeSpan.TicksPerSecond / TicksPerSecond));

    /// <summary>Devices that restart by themselves do so at moments spread over the period.</summary>
    public long FirstStart(int device) => -(long)(_period * CounterFormula.Spread(device, 0) / CounterFormula.Modulus);

    /// <summary>How often a device has restarted by itself since its start.</summary>
    public long Restarts(long now, long startTick) => _period == 0 ? 0 : (long)((ulong)(now - startTick) / _period);

    public ulong Uptime(long now, long startTick)
    {
        var running = (ulong)(now - startTick);
        return _period == 0 ? running : running % _period;
    }

    /// <summary>The uptime at which something happened; 0 if that was before the device last started, or never.</summary>
    public ulong UptimeAt(long? happened, long now, long startTick)
    {
        var uptime = (long)Uptime(now, startTick);
        return happened is { } tick && now - tick <= uptime ? (ulong)(uptime - (now - tick)) : 0;
    }
}
