using System.Net.Sockets;
using Collector.Snmp.Polling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Systemd;

/// <summary>Tells systemd that the daemon is alive, which it is when every lane is: a process whose polling hangs is started again, though it still answers scrapes.</summary>
/// <remarks>It says which lane hangs before systemd ends the process, since nobody can say so afterwards. A systemd that does not hear is told again, and is no reason to stop polling.</remarks>
internal sealed partial class Watchdog(ISystemdNotifier notifier, PollEngine engine, WatchdogSettings settings, TimeProvider time, ILogger<Watchdog> logger) : BackgroundService
{
    private static readonly ServiceState Alive = new("WATCHDOG=1");
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogWatched(logger, settings.Interval);
        using var every = new PeriodicTimer(settings.Interval, time);
        do
        {
            await LanesAsync(stoppingToken);
            while (!TryTell()) await Task.Delay(BetweenTries, time, stoppingToken);
        }
        while (await every.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LanesAsync(CancellationToken stoppingToken)
    {
        var patience = settings.Interval / 2; // systemd ends us two intervals after the last sign of life, and one of them is over
        var lanes = engine.Ping(stoppingToken);
        var all = Task.WhenAll(lanes);
        try
        {
            await all.WaitAsync(patience, time, stoppingToken);
        }
        catch (TimeoutException)
        {
            var hanging = lanes.Index().Where(lane => !lane.Item.IsCompleted).Select(lane => lane.Index);
            LogHangs(logger, string.Join(", ", hanging), patience);
            await all;
            LogTurnsAgain(logger);
        }
    }

    private bool TryTell()
    {
        try
        {
            notifier.Notify(Alive);
            return true;
        }
        catch (SocketException failure)
        {
            LogUnheard(logger, failure.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "systemd watches this process; it is told every {Interval} that all lanes are alive")]
    private static partial void LogWatched(ILogger logger, TimeSpan interval);

    [LoggerMessage(LogLevel.Critical, "Lanes that have not turned for {Patience}: {Lanes}. systemd ends this process if that lasts as long again")]
    private static partial void LogHangs(ILogger logger, string lanes, TimeSpan patience);

    [LoggerMessage(LogLevel.Warning, "All lanes turn again")]
    private static partial void LogTurnsAgain(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "systemd cannot be told that this process is alive: {Error}. Trying again")]
    private static partial void LogUnheard(ILogger logger, string error);
}
