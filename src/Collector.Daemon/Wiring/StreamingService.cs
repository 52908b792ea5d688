using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Gnmi.Sessions;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Wiring;

/// <summary>Keeps a session for each gNMI target of the set that discovery published last.</summary>
internal sealed class StreamingService(
    GnmiSessions sessions, SeriesStore store, TargetRegistry registry, RunningConfiguration running, Readiness readiness, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private Task _starting = Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        sessions.Start();
        using var subscription = registry.Subscribe();
        var isFirst = true;
        await foreach (var next in subscription.Sets.ReadAllAsync(stoppingToken))
        {
            var definitions = next.Definitions as CollectorDefinitions ?? running.Definitions;
            await sessions.ApplyAsync(next, definitions.Gnmi);
            if (isFirst) _starting = AwaitFirstStatesAsync(stoppingToken);
            isFirst = false;
        }
    }

    /// <summary>A page of a collector that has just started should not lack half of the fleet: <c>/-/ready</c> waits for the devices, but for none of them too long.</summary>
    private async Task AwaitFirstStatesAsync(CancellationToken stop)
    {
        var began = time.GetTimestamp();
        using var looks = new PeriodicTimer(BetweenLooks, time);
        try
        {
            while (!HaveFirstStates() && time.GetElapsedTime(began) < LongestStart) await looks.WaitForNextTickAsync(stop);
            readiness.Streams();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the daemon ends before it was ready
        }
    }

    private bool HaveFirstStates()
    {
        foreach (var series in store.Targets)
        {
            if (series.Stream is { IsSynced: false, IsUp: not false }) return false;
        }

        return true;
    }
}
