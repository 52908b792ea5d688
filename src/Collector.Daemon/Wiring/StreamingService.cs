using Collector.Daemon.Configuration;
using Collector.Gnmi.Sessions;
using Collector.Pipeline.Targets;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Wiring;

/// <summary>Keeps a session for each gNMI target of the set that discovery published last.</summary>
internal sealed class StreamingService(GnmiSessions sessions, TargetRegistry registry, RunningConfiguration running) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        sessions.Start();
        using var subscription = registry.Subscribe();
        await foreach (var next in subscription.Sets.ReadAllAsync(stoppingToken))
        {
            var definitions = next.Definitions as CollectorDefinitions ?? running.Definitions;
            await sessions.ApplyAsync(next, definitions.Gnmi);
        }
    }
}
