namespace Collector.Daemon.Systemd;

/// <param name="Interval">Between two signs of life.</param>
internal sealed record WatchdogSettings(TimeSpan Interval);
