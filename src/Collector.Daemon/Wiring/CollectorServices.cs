using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Endpoints.Explaining;
using Collector.Daemon.Endpoints.OnDemand;
using Collector.Daemon.Otlp;
using Collector.Daemon.Reloading;
using Collector.Export.Inventory;
using Collector.Export.RemoteWrite;
using Collector.Gnmi.Mapping;
using Collector.Gnmi.Sessions;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Rollups;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Polling;
using Collector.Snmp.Profiles;
using Collector.Snmp.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Wiring;

/// <summary>The composition root: one call a stage, in the order in which data flows.</summary>
internal static class CollectorServices
{
    public static IServiceCollection AddCollector(this IServiceCollection services, CollectorConfiguration configuration) => services
        .AddSingleton(new RunningConfiguration(configuration))
        .AddTargets()            // what to poll
        .AddRemoteWrite(configuration) // out to whoever stores series; before what publishes, and so stopped after it
        .AddSnmp(configuration)  // when; poll, decode, map
        .AddGnmi()               // subscribe, decode, map
        .AddSeriesStore()        // the latest sample of every series
        .AddRollups()            // sums over sites, roles, models
        .AddExposition(configuration.Options.Exposition) // out to Prometheus
        .AddOnDemand()           // walks for who asks now
        .AddExplaining()         // and polls told in all detail
        .AddOtlp(configuration.Options.Otlp); // the collector's own metrics, for who does not scrape

    /// <summary>Replaces the configuration while all of the above runs.</summary>
    public static IServiceCollection AddReload(this IServiceCollection services, ConfigurationSource source, HangupSignal? hangup)
    {
        services.AddSingleton(source).AddSingleton<ReloadMetrics>().AddSingleton<ConfigurationReload>().AddHostedService<ReloadOnChange>();
        return hangup is null ? services : services.AddSingleton(hangup).AddHostedService<ReloadOnHangup>();
    }

    private static IServiceCollection AddTargets(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<TargetRegistry>()
        .AddSingleton<TargetDiscovery>()
        .AddSingleton<DiscoveryMetrics>();

    private static IServiceCollection AddRemoteWrite(this IServiceCollection services, CollectorConfiguration configuration) => services
        .AddSingleton(configuration.Options.RemoteWrite)
        .AddSingleton<RemoteWriter>()
        .AddSingleton<IPublicationObserver>(services => services.GetRequiredService<RemoteWriter>())
        .AddHostedService<RemoteWriteService>();

    private static IServiceCollection AddSnmp(this IServiceCollection services, CollectorConfiguration configuration) => services
        .AddSingleton(configuration.Modules) // those that the engine begins with
        .AddSingleton(EngineOptions(configuration.Options.Snmp))
        .AddSingleton<TargetIdentification>()
        .AddSingleton<IPublicationObserver>(services => services.GetRequiredService<TargetIdentification>())
        .AddSingleton<PollEngine>()
        .AddHostedService<PollingService>();

    private static IServiceCollection AddGnmi(this IServiceCollection services) => services
        .AddSingleton(new SessionSettings())
        .AddSingleton<TargetMapping>(services => new StreamedTargets(services.GetRequiredService<SeriesStore>(), services.GetRequiredService<RemoteWriter>()).Map)
        .AddSingleton<GnmiSessions>()
        .AddHostedService<StreamingService>();

    private static IServiceCollection AddSeriesStore(this IServiceCollection services) => services.AddSingleton<SeriesStore>().AddSingleton<StoreMetrics>().AddSingleton<StreamMetrics>();

    private static IServiceCollection AddOtlp(this IServiceCollection services, OtlpOptions? options) => options is null ? services : services
        .AddSingleton(options)
        .AddSingleton<OtlpMetrics>()
        .AddHostedService<OtlpService>();

    private static IServiceCollection AddRollups(this IServiceCollection services) => services
        .AddSingleton<RollupMetrics>()
        .AddSingleton<IDeviceFacts, StoredFacts>()
        .AddSingleton<RollupEngine>()
        .AddHostedService<RollupService>();

    private static PollEngineOptions EngineOptions(SnmpSettings snmp)
    {
        var transport = new TransportOptions { SourceAddress = snmp.SourceAddress };
        if (snmp.ReceiveBufferBytes is { } bytes) transport = transport with { ReceiveBufferBytes = bytes };
        var options = new PollEngineOptions { Lanes = snmp.Lanes, Transport = transport, RequestsInFlight = snmp.RequestsInFlight };
        return snmp.ReplyOctets is { } octets ? options with { MostReplyOctets = octets } : options;
    }
}
