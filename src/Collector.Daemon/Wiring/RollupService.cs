using Collector.Daemon.Configuration;
using Collector.Pipeline.Rollups;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Wiring;

/// <summary>Runs the passes of rollups for as long as the daemon lives, by the rules in force.</summary>
internal sealed partial class RollupService(RollupEngine engine, RunningConfiguration running, TimeProvider time, ILogger<RollupService> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everySecond = new PeriodicTimer(Tick, time);
        do
        {
            try
            {
                engine.Use(running.Current.Options.Rollups);
                engine.RunDue();
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                LogBug(logger, bug);
            }
        }
        while (await everySecond.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "A pass over the rollups failed; the next one is on time")]
    private static partial void LogBug(ILogger logger, Exception bug);
}
