using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Endpoints.Explaining;
using Collector.Daemon.Endpoints.OnDemand;
using Collector.Daemon.Logging;
using Collector.Daemon.Reloading;
using Collector.Daemon.Systemd;
using Collector.Daemon.Web;
using Collector.Daemon.Web.Limits;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Rollups;
using Collector.Pipeline.Targets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Wiring;

/// <summary>Builds the process around the collector: HTTP server, logging, signals. `run` and `demo` differ only in where their targets come from.</summary>
internal static class CollectorHost
{
    /// <summary>How long a stop waits for scrapes under way.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    /// <summary>What a stop has beyond what it waits for on purpose.</summary>
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(5);

    /// <param name="configuration">What to begin with; port 0 takes a free one.</param>
    /// <param name="source">Where a reload takes the next one from; by default nothing ever changes.</param>
    /// <param name="hangup">Asks for reloads; null leaves SIGHUP alone.</param>
    /// <param name="log">What is logged, and how.</param>
    public static WebApplication Create(CollectorConfiguration configuration, ConfigurationSource? source = null, HangupSignal? hangup = null, LogSettings? log = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var web = new WebServer(configuration.Options.WebConfigFile);
        builder.Configuration.Sources.Clear(); // collector.yml is the configuration; ASPNETCORE_URLS must not open another port
        builder.Logging.ToStandardError(log ?? new LogSettings());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience); // remote write has its own deadlines, which begin after that

        // A page is hundreds of writes, each of which fills the socket: handing each to another thread and back costs more than the write. Continuations
        // still run on the thread pool, where .NET puts what the thread of all sockets finds, so handlers block nobody else's connection.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            WebLimits.Apply(kestrel.Limits);
            if (configuration.Options.UseSystemdSockets) foreach (var handle in SystemdSockets.Handles) kestrel.ListenHandle(handle, web.Secure);
            else foreach (var listen in configuration.Options.Listen) kestrel.Listen(listen, web.Secure);
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSystemdNotices();
        builder.Services.AddSingleton<ConnectionLimit>().AddSingleton<FloodLimit>();
        builder.Services.AddCollector(configuration).AddReload(source ?? ConfigurationSource.Fixed(configuration), hangup);
        var host = builder.Build();
        host.Services.GetRequiredService<DiscoveryMetrics>(); // from now on on the page
        host.Services.GetRequiredService<StoreMetrics>();
        host.Services.GetRequiredService<StreamMetrics>();
        host.Services.GetRequiredService<ReloadMetrics>();
        host.Services.GetRequiredService<RollupMetrics>();
        web.Guard(host);
        host.MapCollectorEndpoints(configuration.Options.TelemetryPath);
        host.MapConfigurationEndpoints(configuration.Options.TelemetryPath);
        host.MapSnmp();
        host.MapExplain();
        return host;
    }

    /// <summary>What a stop may take: scrapes under way, then what waits in memory for receivers.</summary>
    public static TimeSpan LongestStop(CollectorOptions options) =>
        StopPatience + StopMargin + options.RemoteWrite.Where(endpoint => endpoint.Buffer is null).Select(endpoint => endpoint.Queue.FlushDeadline).DefaultIfEmpty(TimeSpan.Zero).Max();

    /// <summary>The first address the server really has, once it has started.</summary>
    public static Uri AddressOf(WebApplication host)
    {
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Uri(address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "[::1]", StringComparison.Ordinal));
    }
}
