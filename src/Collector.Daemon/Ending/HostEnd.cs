using Collector.Daemon.Configuration;
using Collector.Daemon.Wiring;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace Collector.Daemon.Ending;

/// <summary>Waits for the end of a host that runs, and says how it ended.</summary>
internal static class HostEnd
{
    private const int Asked = 0;
    private const int Failed = 1;

    /// <summary>From now on a stop of the host has an end, and systemd is told how far off that may be.</summary>
    public static void LimitStop(this WebApplication host, StopDeadline deadline)
    {
        var running = host.Services.GetRequiredService<RunningConfiguration>();
        deadline.Limit = Limit;
        deadline.Watch(host.Lifetime.ApplicationStopping);
        if (host.Services.GetService<ISystemdNotifier>() is { } systemd)
            host.Lifetime.ApplicationStopping.Register(() => systemd.Notify(new ServiceState(FormattableString.Invariant($"EXTEND_TIMEOUT_USEC={Limit().TotalMicroseconds}"))));

        TimeSpan Limit() => CollectorHost.LongestStop(running.Current.Options);
    }

    /// <returns>
    /// The exit code: 0 after a stop that somebody asked for; 1 when a service of ours failed and the host ended itself, which for whoever restarts us is another thing.
    /// </returns>
    public static async Task<int> WaitAsync(WebApplication host, CancellationToken cancelled)
    {
        await host.WaitForShutdownAsync(cancelled);
        return host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true }) ? Failed : Asked;
    }
}
