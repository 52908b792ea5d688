using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Wiring;

/// <summary>Runs the poll engine for as long as the daemon lives, and hands it each set of targets that discovery publishes.</summary>
internal sealed class PollingService(PollEngine engine, TargetRegistry registry, RunningConfiguration running, Readiness readiness) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        engine.Start();
        using var subscription = registry.Subscribe();
        await foreach (var targets in subscription.Sets.ReadAllAsync(stoppingToken))
        {
            await engine.ApplyAsync(targets, targets.Definitions as SnmpModules ?? running.Modules, stoppingToken);
            readiness.Ready();
        }
    }
}
