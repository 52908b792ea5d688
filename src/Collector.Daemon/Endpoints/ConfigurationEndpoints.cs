using Collector.Daemon.Configuration;
using Collector.Daemon.Reloading;
using Collector.Daemon.Web.Audit;
using Collector.Daemon.Web.Limits;
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
        var turns = routes.ServiceProvider.GetRequiredService<AnswerTurns>();
        var audit = routes.ServiceProvider.GetRequiredService<AuditLog>();
        routes.MapGet("/config", turns.InTurn(http => ConfigAsync(http, running.Current)));
        var shards = new ShardsEndpoint(running);
        routes.MapGet("/sd", turns.InTurn(http => shards.HandleAsync(http, telemetryPath)));
        var metrics = routes.ServiceProvider.GetRequiredService<ReloadMetrics>();
        routes.Map("/-/reload", http => ReloadAsync(http, reload, metrics, audit));
        return routes;
    }

    private static Task ConfigAsync(HttpContext http, CollectorConfiguration configuration)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(ConfigurationYaml.Of(configuration), http.RequestAborted);
    }

    private static async Task ReloadAsync(HttpContext http, ConfigurationReload reload, ReloadMetrics metrics, AuditLog audit)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, "POST method expected");
            return;
        }

        if (await reload.TryReloadAsync(http.RequestAborted) is not { } problems)
        {
            http.Response.Headers.RetryAfter = "5";
            await PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "other reloads are waiting already");
            return;
        }

        metrics.Counted(ReloadTrigger.Http, problems.HasErrors);
        audit.Reloaded(Actor.Of(http), problems.ErrorCount);
        if (problems.HasErrors) await PlainText.WriteAsync(http, StatusCodes.Status500InternalServerError, $"failed to reload config: {problems}");
        else if (problems.Count > 0) await PlainText.WriteAsync(http, StatusCodes.Status200OK, problems.ToString());
    }
}
