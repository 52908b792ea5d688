using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Reloading;
using Collector.Daemon.Tests.Configuration;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Tests.Reloading;

/// <summary>The daemon as `run` starts it, over a folder of files that a test rewrites, on a port that the system chose.</summary>
internal sealed class RunningDaemon : IAsyncDisposable
{
    private readonly WebApplication _host;

    private RunningDaemon(ConfigurationFolder folder, WebApplication host)
    {
        Folder = folder;
        _host = host;
        Http = new HttpClient { BaseAddress = CollectorHost.AddressOf(host) };
    }

    public ConfigurationFolder Folder { get; }

    public HttpClient Http { get; }

    /// <param name="collectorYml">The configuration.</param>
    /// <param name="files">Other files of its folder.</param>
    public static async Task<RunningDaemon> StartAsync(string collectorYml, params (string Name, string Content)[] files)
    {
        var folder = new ConfigurationFolder();
        foreach (var (name, content) in files) folder.Write(name, content);
        var path = folder.Write("collector.yml", collectorYml);
        var source = new ConfigurationSource(path, problems =>
        {
            var loaded = CollectorConfigurationLoader.Load(path, problems);
            return loaded with { Options = loaded.Options with { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] } };
        });
        var problems = new ConfigurationProblems();
        var configuration = source.Load(problems);
        Assert.False(problems.HasErrors, problems.ToString());
        var host = CollectorHost.Create(configuration, source);
        host.Services.GetRequiredService<TargetDiscovery>().Use(configuration.Targets);
        await host.StartAsync();
        return new RunningDaemon(folder, host);
    }

    /// <summary>Rewrites collector.yml and asks for a reload.</summary>
    public Task<HttpResponseMessage> ReloadAsync(string collectorYml)
    {
        Folder.Write("collector.yml", collectorYml);
        return Http.PostAsync("/-/reload", null);
    }

    /// <summary>One metric of the collector's own page.</summary>
    public async Task<string> MetricAsync(string name) =>
        (await Http.GetStringAsync("/metrics")).Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
        Folder.Dispose();
    }
}
