using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints.Inventory;
using Collector.Daemon.Endpoints.Pages;
using Collector.Daemon.Verdicts;
using Collector.Export.Exposition;
using Collector.Export.Instruments;
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
            .AddSingleton<ScrapeMetrics>().AddSingleton<ProcessMetrics>().AddSingleton<MeterPage>()
            .AddSingleton<PageAdmissions>().AddSingleton<MetricsPage>()
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

        routes.MapGet("/", LandingPage.At(telemetryPath));
        routes.MapGet(telemetryPath, metrics.HandleAsync);
        routes.MapGet($"{telemetryPath.TrimEnd('/')}/collector", metrics.HandleOwnAsync);
        routes.MapGet("/api/v1/targets", targets.ListAsync);
        routes.MapGet("/api/v1/targets/{**instance}", (HttpContext http, string instance) => targets.OneAsync(http, instance));
        var pages = services.GetRequiredService<TargetPages>();
        routes.MapGet("/targets", pages.ListAsync);
        routes.MapGet("/targets/{**instance}", (HttpContext http, string instance) => pages.OneAsync(http, instance));
        routes.MapGet("/api/v1/inventory", services.GetRequiredService<InventoryEndpoint>().HandleAsync);
        routes.MapGet("/-/healthy", http => PlainText.WriteAsync(http, StatusCodes.Status200OK, "Healthy"));
        routes.MapGet("/-/ready", http => readiness.WaitingFor is { } first
            ? PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, $"Collector is not ready: {first}.")
            : PlainText.WriteAsync(http, StatusCodes.Status200OK, "Collector is ready."));
        return routes;
    }
}
