using Collector.Export.Exposition;
using Collector.Export.Exposition.Gathered;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary><c>/snmp</c> and the services behind it. Needs a poll engine, a configuration and the exposition.</summary>
internal static class OnDemandServices
{
    public static IServiceCollection AddOnDemand(this IServiceCollection services) => services
        .AddSingleton(provider => new GatheredPage(SnmpResponses.Gauges, provider.GetRequiredService<ExpositionOptions>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new WalkTurns(provider.GetRequiredService<TimeProvider>())).AddSingleton<AskingRights>().AddSingleton<SnmpEndpointMetrics>().AddSingleton<SnmpResponses>().AddSingleton<SnmpEndpoint>();

    public static IEndpointRouteBuilder MapSnmp(this IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<SnmpEndpoint>();
        routes.MapGet("/snmp", endpoint.HandleAsync);
        return routes;
    }
}
