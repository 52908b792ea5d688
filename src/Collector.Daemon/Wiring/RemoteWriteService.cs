using Collector.Export.RemoteWrite;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Wiring;

/// <summary>Sends series for as long as the daemon lives. Begun before the first poll, and stopped after the last, so that every poll is sent.</summary>
internal sealed class RemoteWriteService(RemoteWriter writer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        writer.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => writer.StopAsync();
}
