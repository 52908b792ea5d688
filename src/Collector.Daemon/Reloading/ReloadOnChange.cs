using Collector.Daemon.Configuration;
using Collector.Daemon.Web.Audit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Reloading;

/// <summary>Reloads when a file of the configuration changed, secrets in files among them, and has been left alone for a moment.</summary>
/// <remarks>
/// The files are looked at, not watched: network file systems and Kubernetes' links send no events that one could trust. A reload that failed is tried
/// again with the next change. Target files are not among them; discovery reads those.
/// </remarks>
internal sealed partial class ReloadOnChange(
    ConfigurationSource source, RunningConfiguration running, ConfigurationReload reload, ReloadMetrics metrics, AuditLog audit, TimeProvider time, ILogger<ReloadOnChange> logger) : BackgroundService
{
    /// <summary>From one look to the next; a change counts when two looks in a row see the same.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string _loaded = "";   // how the files looked that were loaded last
    private string _contents = "";
    private string _settling = "";

    /// <summary>Remembers how the files look before anything else starts: what changes while it does counts.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Remember();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        using var stop = stoppingToken.Register(timer.Dispose); // an end, and no exception: a host that could not start logs those
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                LogBug(logger, bug);
            }
        }
    }

    /// <summary>One look at the files, and a reload if they have changed and settled.</summary>
    internal async Task LookAsync(CancellationToken stoppingToken)
    {
        if (running.Current.Options.ReloadOnChange && HasChanged()) await ReloadAsync(stoppingToken);
    }

    private void Remember()
    {
        _loaded = ConfigurationFiles.Stamps(source.Files);
        _contents = ConfigurationFiles.Contents(source.Files);
    }

    private bool HasChanged()
    {
        var stamps = ConfigurationFiles.Stamps(source.Files);
        var hasSettled = stamps == _settling;
        _settling = stamps;
        if (stamps == _loaded || !hasSettled) return false;
        _loaded = stamps;
        var contents = ConfigurationFiles.Contents(source.Files);
        var isNew = contents != _contents;
        _contents = contents;
        return isNew; // a file that was only touched says what it said
    }

    private async Task ReloadAsync(CancellationToken stoppingToken)
    {
        var before = source.Files;
        LogChanged(logger, source.Name);
        var problems = await reload.ReloadAsync(stoppingToken);
        metrics.Counted(ReloadTrigger.File, problems.HasErrors);
        audit.Reloaded(Actor.File, problems.ErrorCount);
        if (!before.SequenceEqual(source.Files, StringComparer.Ordinal)) Remember(); // it names other files now
    }

    [LoggerMessage(LogLevel.Information, "Files of {Source} have changed")]
    private static partial void LogChanged(ILogger logger, string source);

    [LoggerMessage(LogLevel.Error, "A reload failed; everything stays as it was")]
    private static partial void LogBug(ILogger logger, Exception bug);
}
