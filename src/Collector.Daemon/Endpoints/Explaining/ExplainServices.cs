using Collector.Snmp.Explaining;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Endpoints.Explaining;

/// <summary><c>/api/v1/explain</c> and the services behind it. Needs a poll engine, a store and a configuration.</summary>
internal static class ExplainServices
{
    public static IServiceCollection AddExplaining(this IServiceCollection services) => services
        .AddSingleton<Explainer>().AddSingleton<ExplainTargets>().AddSingleton<ExplainEndpoint>();

    public static IEndpointRouteBuilder MapExplain(this IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<ExplainEndpoint>();
        routes.MapGet("/api/v1/explain", endpoint.HandleAsync);
        return routes;
    }
}
