using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace Collector.Daemon.Systemd;

/// <summary>What systemd asked to be told, in the environment of a service (sd_notify(3), sd_watchdog_enabled(3)): that it has started, that it stops, that it is alive.</summary>
internal static class SystemdNotices
{
    /// <summary>Nothing when nobody asked.</summary>
    public static IServiceCollection AddSystemdNotices(this IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 }) return services;
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddSingleton<IHostLifetime, SystemdLifetime>();
        return WatchdogInterval() is { } interval ? services.AddSingleton(new WatchdogSettings(interval)).AddHostedService<Watchdog>() : services;
    }

    /// <summary>Half of the time after which systemd takes the service for dead; null when it does not watch, or watches another process.</summary>
    private static TimeSpan? WatchdogInterval()
    {
        if (Number("WATCHDOG_USEC") is not (> 0 and var microseconds)) return null;
        if (Number("WATCHDOG_PID") is { } process && process != Environment.ProcessId) return null;
        return TimeSpan.FromMicroseconds(microseconds / 2.0);
    }

    private static long? Number(string variable) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
