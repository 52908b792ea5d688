using Collector.Daemon.Configuration;
using Collector.Daemon.Reloading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Endpoints;

/// <summary><c>/-/reload</c> and <c>/config</c>, with snmp_exporter's codes and words, and <c>/sd</c>.</summary>
internal static class ConfigurationEndpoints
{
    public static IEndpointRouteBuilder MapConfigurationEndpoints(this IEndpointRouteBuilder routes, string telemetryPath = TelemetryPath.Default)
    {
        var reload = routes.ServiceProvider.GetRequiredService<ConfigurationReload>();
        var running = routes.ServiceProvider.GetRequiredService<RunningConfiguration>();
        routes.MapGet("/config", http => ConfigAsync(http, running.Current));
        var shards = new ShardsEndpoint(running);
        routes.MapGet("/sd", http => shards.HandleAsync(http, telemetryPath));
        routes.Map("/-/reload", http => ReloadAsync(http, reload));
        return routes;
    }

    private static Task ConfigAsync(HttpContext http, CollectorConfiguration configuration)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(ConfigurationYaml.Of(configuration));
    }

    private static async Task ReloadAsync(HttpContext http, ConfigurationReload reload)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, "POST method expected");
            return;
        }

        var problems = await reload.ReloadAsync(http.RequestAborted);
        if (problems.HasErrors) await PlainText.WriteAsync(http, StatusCodes.Status500InternalServerError, $"failed to reload config: {problems}");
    }
}
