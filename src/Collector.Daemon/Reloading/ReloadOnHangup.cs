using Collector.Daemon.Web.Audit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Reloading;

/// <summary>Reloads on SIGHUP.</summary>
internal sealed partial class ReloadOnHangup(HangupSignal hangup, ConfigurationReload reload, ReloadMetrics metrics, AuditLog audit, ILogger<ReloadOnHangup> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in hangup.Asked.ReadAllAsync(stoppingToken)) await ReloadAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end, also of a host that could not start, which would log it as an error.
        }
    }

    private async Task ReloadAsync(CancellationToken stoppingToken)
    {
        try
        {
            var problems = await reload.ReloadAsync(stoppingToken);
            metrics.Counted(ReloadTrigger.Signal, problems.HasErrors);
            audit.Reloaded(Actor.Signal, problems.ErrorCount);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            LogBug(logger, bug);
        }
    }

    [LoggerMessage(LogLevel.Error, "A reload failed; everything stays as it was")]
    private static partial void LogBug(ILogger logger, Exception bug);
}
