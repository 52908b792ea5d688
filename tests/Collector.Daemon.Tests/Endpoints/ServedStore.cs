using Collector.Daemon.Endpoints;
using Collector.Export.Exposition;
using Collector.Pipeline.Diagnostics;
using Collector.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Tests.Endpoints;

/// <summary>A store behind the real endpoints, on a real port, without anything that polls.</summary>
internal sealed class ServedStore : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServedStore(WebApplication app, FilledStore filled)
    {
        _app = app;
        Filled = filled;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FilledStore Filled { get; }

    public HttpClient Client { get; }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public long Scrapes(ScrapeOutcome outcome) => Service<ScrapeMetrics>().Count(outcome);

    public static async Task<ServedStore> StartAsync(ExpositionOptions? options = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var filled = new FilledStore();
        builder.Services.AddSingleton(filled.Store).AddSingleton(time ?? TimeProvider.System).AddExposition(options);
        var app = builder.Build();
        app.MapCollectorEndpoints();
        await app.StartAsync();
        return new ServedStore(app, filled);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
