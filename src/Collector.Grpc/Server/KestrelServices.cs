using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collector.Grpc.Server;

/// <summary>The services that Kestrel's TLS looks for, some of which have no public type: asked of Kestrel itself, without a host.</summary>
internal sealed class KestrelServices : IWebHostBuilder
{
    private readonly IServiceCollection _services = new ServiceCollection();

    public static ServiceProvider Build(ILoggerFactory logging)
    {
        var kestrel = new KestrelServices();
        kestrel._services.AddMetrics().AddSingleton(logging);
        kestrel.UseKestrelCore();
        return kestrel._services.BuildServiceProvider();
    }

#pragma warning disable ASPDEPR008 // the interface has it; nobody calls it
    public IWebHost Build() => throw new NotSupportedException();
#pragma warning restore ASPDEPR008

    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(_services);
        return this;
    }

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), _services);
        return this;
    }

    public string? GetSetting(string key) => null;

    public IWebHostBuilder UseSetting(string key, string? value) => this;
}
