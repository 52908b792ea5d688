using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints.Documentation;
using Collector.Daemon.Endpoints.Inventory;
using Collector.Daemon.Endpoints.Pages;
using Collector.Daemon.Verdicts;
using Collector.Daemon.Web.Audit;
using Collector.Daemon.Web.Limits;
using Collector.Export.Exposition;
using Collector.Export.Instruments;
using Collector.Export.RemoteWrite;
using Collector.Pipeline.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collector.Daemon.Endpoints;

/// <summary>Everything the daemon answers over HTTP, and the services behind it.</summary>
internal static class CollectorEndpoints
{
    /// <summary>The way out of the store. Needs a SeriesStore.</summary>
    public static IServiceCollection AddExposition(this IServiceCollection services, ExpositionOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CollectorMeter>();
        return services
            .AddSingleton(options ?? new ExpositionOptions())
            .AddSingleton<WebMetrics>().AddSingleton<AnswerTurns>().AddSingleton<AuditLog>()
            .AddSingleton<ScrapeMetrics>().AddSingleton<ProcessMetrics>().AddSingleton<MeterPage>()
            .AddSingleton<PageTurns>().AddSingleton<MetricsPage>()
            .AddSingleton<MetricsEndpoint>().AddSingleton<TargetVerdict>().AddSingleton<TargetsEndpoint>().AddSingleton<TargetPages>().AddSingleton<InventoryEndpoint>().AddSingleton<Readiness>();
    }

    public static IEndpointRouteBuilder MapCollectorEndpoints(this IEndpointRouteBuilder routes, string telemetryPath = TelemetryPath.Default)
    {
        var services = routes.ServiceProvider;
        services.GetRequiredService<MeterPage>(); // listens from now on
        services.GetRequiredService<ProcessMetrics>();
        var metrics = services.GetRequiredService<MetricsEndpoint>();
        var targets = services.GetRequiredService<TargetsEndpoint>();
        var readiness = services.GetRequiredService<Readiness>();
        var turns = services.GetRequiredService<AnswerTurns>();

        routes.MapGet("/", LandingPage.At(telemetryPath));
        routes.MapGet(telemetryPath, metrics.HandleAsync);
        routes.MapGet($"{telemetryPath.TrimEnd('/')}/collector", metrics.HandleOwnAsync);
        routes.MapGet("/api/v1/targets", turns.InTurn(targets.ListAsync));
        routes.MapGet("/api/v1/targets/{**instance}", turns.InTurn(http => targets.OneAsync(http, (string)http.GetRouteValue("instance")!)));
        var pages = services.GetRequiredService<TargetPages>();
        routes.MapGet("/targets", turns.InTurn(pages.ListAsync));
        routes.MapGet("/targets/{**instance}", turns.InTurn(http => pages.OneAsync(http, (string)http.GetRouteValue("instance")!, telemetryPath)));
        routes.MapGet("/api/v1/inventory", turns.InTurn(services.GetRequiredService<InventoryEndpoint>().HandleAsync));
        DocumentationEndpoint.Map(routes);
        routes.MapGet("/api/v1/remote_write", turns.InTurn(http => RemoteWriteEndpointPage.WriteAsync(http, new RemoteWritePage(services.GetRequiredService<RemoteWriter>()))));
        routes.MapGet("/-/healthy", http => PlainText.WriteAsync(http, StatusCodes.Status200OK, "Healthy"));
        routes.MapGet("/-/ready", http => readiness.WaitingFor is { } first
            ? PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, $"Collector is not ready: {first}.")
            : PlainText.WriteAsync(http, StatusCodes.Status200OK, "Collector is ready."));
        return routes;
    }
}
