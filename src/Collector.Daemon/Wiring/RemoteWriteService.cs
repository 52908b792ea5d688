using Collector.Daemon.Configuration;
using Collector.Export.RemoteWrite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Wiring;

/// <summary>Sends series for as long as the daemon lives, to the endpoints of the configuration in force. Begun before the first poll, and stopped after the last, so that every poll is sent.</summary>
internal sealed partial class RemoteWriteService(RemoteWriter writer, RunningConfiguration running, TimeProvider time, ILogger<RemoteWriteService> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly string? _dataFolder = running.Current.Options.DataFolder; // which belongs to this process
    private IReadOnlyList<RemoteWriteOptions> _read = running.Current.Options.RemoteWrite;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        writer.Start();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await writer.StopAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everySecond = new PeriodicTimer(Tick, time);
        while (await everySecond.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var options = running.Current.Options;
                if (ReferenceEquals(options.RemoteWrite, _read)) continue;
                _read = options.RemoteWrite;
                await writer.UseAsync([.. _read.Select(AtHome)]);
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                LogBug(logger, bug);
            }
        }
    }

    /// <summary>Another <c>data_dir</c> is this process's after a restart; until then new endpoints buffer where it was, or in memory.</summary>
    private RemoteWriteOptions AtHome(RemoteWriteOptions endpoint) =>
        endpoint.Buffer is null ? endpoint : endpoint with { Buffer = _dataFolder is null ? null : endpoint.Buffer with { DataFolder = _dataFolder } };

    [LoggerMessage(LogLevel.Error, "Changed endpoints of remote write could not be put in force")]
    private static partial void LogBug(ILogger logger, Exception bug);
}
