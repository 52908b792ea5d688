using Collector.Snmp.Polling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Systemd;

/// <summary>Tells systemd that the daemon is alive, which it is when every lane is: a process whose polling hangs is started again, though it still answers scrapes.</summary>
internal sealed partial class Watchdog(ISystemdNotifier notifier, PollEngine engine, WatchdogSettings settings, TimeProvider time, ILogger<Watchdog> logger) : BackgroundService
{
    private static readonly ServiceState Alive = new("WATCHDOG=1");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogWatched(logger, settings.Interval);
        using var every = new PeriodicTimer(settings.Interval, time);
        do
        {
            await engine.PingAsync(stoppingToken);
            notifier.Notify(Alive);
        }
        while (await every.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "systemd watches this process; it is told every {Interval} that all lanes are alive")]
    private static partial void LogWatched(ILogger logger, TimeSpan interval);
}
