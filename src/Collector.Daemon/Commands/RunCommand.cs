using System.CommandLine;
using Collector.Daemon.Configuration;
using Collector.Daemon.Ending;
using Collector.Daemon.Logging;
using Collector.Daemon.Reloading;
using Collector.Daemon.Web;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Targets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Collector.Daemon.Commands;

/// <summary><c>collector run</c>: the daemon, until SIGTERM or SIGINT; SIGHUP reloads. Without a collector.yml it takes snmp_exporter's flags and place.</summary>
internal sealed class RunCommand
{
    private readonly Option<string?> _config = new("--config", "-c") { Description = "The collector.yml to run", HelpName = "FILE" };
    private readonly Switch _dryRun = new("--dry-run", "Load the configuration, say what is wrong with it, and exit");
    private readonly Option<bool> _version = new("--version") { Description = "Show the version and exit" };
    private readonly ExporterFlags _exporter = new();
    private readonly WebFlags _web = new();
    private readonly LogFlags _log = new();

    private readonly HangupSignal? _hangup;

    private RunCommand(HangupSignal? hangup) => _hangup = hangup;

    /// <param name="hangup">Asks for reloads; null leaves SIGHUP alone.</param>
    public static Command Create(HangupSignal? hangup = null)
    {
        var run = new RunCommand(hangup);
        var command = new Command(
            "run", "Poll the targets of a collector.yml and serve their series on /metrics; or, without --config, stand in for snmp_exporter with its flags and its snmp.yml")
        {
            run._config,
        };
        foreach (var option in (IEnumerable<Option>)[.. run._web.Options, .. run._exporter.Options, .. run._dryRun.Options, .. run._log.Options, run._version]) command.Options.Add(option);
        command.SetAction(run.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancelled)
    {
        var console = result.InvocationConfiguration;
        using var deadline = new StopDeadline(TimeProvider.System, StopDeadline.Leave);
        deadline.Watch(cancelled);
        if (result.GetValue(_version))
        {
            await console.Output.WriteLineAsync($"collector, version {CollectorMeter.Version}");
            return 0;
        }

        if (Refusal(result) is { } refusal)
        {
            await console.Error.WriteLineAsync(refusal);
            return 1;
        }

        var problems = new ConfigurationProblems();
        var source = SourceFor(result, problems);
        var configuration = source.Load(problems);
        if (problems.Count > 0) await console.Error.WriteLineAsync(problems.ToString());
        if (problems.HasErrors)
        {
            await console.Error.WriteLineAsync($"{source.Name} has errors; nothing was started.{Hint(result)}");
            return 1;
        }

        if (!_dryRun.IsOn(result)) return await ServeAsync(configuration, source, _log.Read(result, configuration.Options.Log, UsualFormat(result)), deadline, console, cancelled);
        await console.Error.WriteLineAsync($"{source.Name} can be put in force.");
        return 0;
    }

    private string? Refusal(ParseResult result) =>
        result.GetValue(_config) is not null && _exporter.FirstGiven(result) is { } flag
            ? $"{flag} stands in place of a collector.yml: give it, or --config, and not both."
            : _web.Refusal(result);

    /// <summary>What is wrong with the flags themselves is said once, what is wrong with files at every reload.</summary>
    private ConfigurationSource SourceFor(ParseResult result, ConfigurationProblems problems)
    {
        if (result.GetValue(_config) is { } path) return new ConfigurationSource(path, found => WithFlags(result, CollectorConfigurationLoader.Load(path, found), found));
        var settings = _exporter.Read(result, problems);
        return new ConfigurationSource(string.Join(", ", settings.ConfigFiles), found => WithFlags(result, ExporterConfigurationLoader.Load(settings, found), found));
    }

    private CollectorConfiguration WithFlags(ParseResult result, CollectorConfiguration configuration, ConfigurationProblems problems)
    {
        var options = _web.Apply(result, configuration.Options);
        if (options.WebConfigFile is { } web && web != configuration.Options.WebConfigFile) WebOptionsReader.Read(web, problems); // the loader has read the other
        return configuration with { Options = options };
    }

    private string Hint(ParseResult result) => result.GetValue(_config) is { } path
        ? $" `collector check --config {path}` shows them again."
        : _exporter.FirstGiven(result) is null ? " Name your files: --config FILE for a collector.yml, --config.file FILE for an snmp.yml." : "";

    private LogFormat UsualFormat(ParseResult result) => result.GetValue(_config) is null ? LogFormat.Logfmt : LogFormat.Text;

    private async Task<int> ServeAsync(
        CollectorConfiguration configuration, ConfigurationSource source, LogSettings log, StopDeadline deadline, InvocationConfiguration console, CancellationToken cancelled)
    {
        if (!HostStart.TryTakeFolder(configuration.Options.DataFolder, console, out var alone)) return 1;
        using var folder = alone;
        await using var host = CollectorHost.Create(configuration, source, _hangup, log);
        host.LimitStop(deadline);
        host.Services.GetRequiredService<TargetDiscovery>().Use(configuration.Targets);
        if (!await HostStart.TryStartAsync(host, console, cancelled)) return 1;
        PrintBanner(console.Output, host, configuration);
        return await HostEnd.WaitAsync(host, cancelled);
    }

    private static void PrintBanner(TextWriter output, WebApplication host, CollectorConfiguration configuration)
    {
        var targets = host.Services.GetRequiredService<TargetRegistry>().Current;
        var address = CollectorHost.AddressOf(host);
        output.WriteLine($"Collector polls {targets.Count} targets, {configuration.Modules.Modules.Count} modules are known.");
        output.WriteLine($"  series    {address}{configuration.Options.TelemetryPath[1..]}");
        output.WriteLine($"  targets   {address}targets");
        output.WriteLine($"  on demand {address}snmp?target=HOST&module=if_mib&auth=public_v2");
        if (!configuration.Options.IsWritten)
        {
            output.WriteLine("There is no collector.yml, so nothing is polled by schedule.");
            output.WriteLine("Whoever reaches /snmp can have any address asked; snmp.allowed_targets in a collector.yml ends that.");
        }
        else if (targets.Count == 0) output.WriteLine("There are no targets yet: add some under targets: in the configuration, or to one of its target files.");
        else output.WriteLine($"Point Prometheus at {address.Authority}, with honor_labels: true so that instance and up keep their meaning.");
        output.Flush();
    }
}
