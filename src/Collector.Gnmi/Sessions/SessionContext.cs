using Microsoft.Extensions.Logging;

namespace Collector.Gnmi.Sessions;

/// <summary>What all sessions of the process share.</summary>
internal sealed class SessionContext(SessionSettings settings, TimeProvider time, ILogger logger)
{
    public SessionSettings Settings => settings;

    public TimeProvider Time => time;

    public DialRate Dials { get; } = new(settings.DialsPerSecond, settings.DialBurst, time);

    public SessionLog Log { get; } = new(logger, time);

    /// <summary>0 to below 1, for pauses.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    public long UnixMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public long UnixNs => (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
}
