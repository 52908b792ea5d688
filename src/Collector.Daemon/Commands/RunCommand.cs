using System.CommandLine;
using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Reloading;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Commands;

/// <summary><c>collector run</c>: the daemon, until SIGTERM or SIGINT; SIGHUP reloads.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config", "-c") { Description = "The collector.yml to run", Required = true, HelpName = "FILE" };
        var listen = ListenOption.Create("Where to serve HTTP, instead of what the file says");
        var command = new Command("run", "Poll the targets of a configuration and serve their series on /metrics") { config, listen };
        command.SetAction(async (result, cancelled) =>
            await RunAsync(result.GetRequiredValue(config), result.GetValue(listen), result.InvocationConfiguration, cancelled));
        return command;
    }

    private static async Task<int> RunAsync(string path, IPEndPoint? listen, InvocationConfiguration console, CancellationToken cancelled)
    {
        using var hangup = new HangupSignal();
        var source = new ConfigurationSource(path, problems => Load(path, listen, problems));
        var problems = new ConfigurationProblems();
        var configuration = source.Load(problems);
        if (problems.Count > 0) await console.Error.WriteLineAsync(problems.ToString().TrimEnd());
        if (problems.HasErrors)
        {
            await console.Error.WriteLineAsync($"{path} has errors; nothing was started. `collector check --config {path}` shows them again.");
            return 1;
        }

        await using var host = CollectorHost.Create(configuration, source, hangup);
        host.Services.GetRequiredService<TargetDiscovery>().Use(configuration.Targets);
        if (!await HostStart.TryStartAsync(host, console, cancelled)) return 1;
        PrintBanner(console.Output, host, configuration);
        await host.WaitForShutdownAsync(cancelled);
        return 0;
    }

    private static CollectorConfiguration Load(string path, IPEndPoint? listen, ConfigurationProblems problems)
    {
        var configuration = CollectorConfigurationLoader.Load(path, problems);
        return listen is null ? configuration : configuration with { Options = configuration.Options with { Listen = [listen] } };
    }

    private static void PrintBanner(TextWriter output, WebApplication host, CollectorConfiguration configuration)
    {
        var targets = host.Services.GetRequiredService<TargetRegistry>().Current;
        var address = CollectorHost.AddressOf(host);
        output.WriteLine($"Collector polls {targets.Count} targets, {configuration.Modules.Modules.Count} modules are known.");
        output.WriteLine($"  series   {address}metrics");
        output.WriteLine($"  targets  {address}api/v1/targets");
        if (targets.Count == 0) output.WriteLine("There are no targets yet: add some under targets: in the configuration, or to one of its target files.");
        else output.WriteLine($"Point Prometheus at {address.Authority}, with honor_labels: true so that instance and up keep their meaning.");
        output.Flush();
    }
}
