using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Pipeline.Targets;
using Collector.Snmp.Polling;
using Collector.Snmp.Profiles;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Wiring;

/// <summary>Runs the poll engine for as long as the daemon lives, and hands it the SNMP targets of each set that discovery publishes, with the modules of their profiles.</summary>
internal sealed class PollingService(
    PollEngine engine, TargetRegistry registry, TargetIdentification identification, RunningConfiguration running, Readiness readiness, TimeProvider time) : BackgroundService
{
    // Many devices say what they are at the same time, and each step copies the list of targets once.
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        engine.Start();
        using var subscription = registry.Subscribe();
        var written = TargetSet.Empty;
        while (true)
        {
            await NewsAsync(subscription, stoppingToken);
            if (subscription.Sets.TryRead(out var next)) written = next;
            var definitions = written.Definitions as CollectorDefinitions ?? running.Definitions;
            var polled = new TargetSet(written.Where(target => target.Protocol == Target.Snmp)) { Definitions = definitions };
            await engine.ApplyAsync(identification.Resolve(polled, definitions.Modules.Profiles), definitions.Modules, stoppingToken);
            readiness.Polls();
        }
    }

    /// <summary>Waits until there is another set, or devices have said what they are.</summary>
    private async Task NewsAsync(TargetSubscription subscription, CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var set = subscription.Sets.WaitToReadAsync(either.Token).AsTask();
        var identified = identification.News.WaitToReadAsync(either.Token).AsTask();
        var first = await Task.WhenAny(set, identified);
        if (first == identified && await identified)
        {
            await Task.Delay(GatherTime, time, stoppingToken);
            identification.News.TryRead(out _);
        }

        await either.CancelAsync(); // the other one waits for nobody
        stoppingToken.ThrowIfCancellationRequested();
    }
}
