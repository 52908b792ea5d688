using Collector.Daemon.Configuration;
using Collector.Daemon.Reloading;
using Collector.Daemon.Tests.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Targets;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Daemon.Tests.Reloading;

/// <summary>What a reload says in the log.</summary>
public sealed class ConfigurationReloadTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();
    private readonly CollectorMeter _meter = new();
    private readonly TargetRegistry _registry = new(NullLogger<TargetRegistry>.Instance);
    private readonly RecordingLogger<ConfigurationReload> _log = new();
    private readonly TargetDiscovery _discovery;

    public ConfigurationReloadTests() => _discovery = new TargetDiscovery(_registry, new ManualTime(), NullLogger<TargetDiscovery>.Instance);

    public void Dispose()
    {
        _discovery.Dispose();
        _meter.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_changed_is_named()
    {
        using var reload = Start("snmp: { config_files: [snmp.yml] }");
        _folder.Write("snmp.yml", """
            auths:
              ro: { version: 2, community: another-secret }
              rw: { version: 2 }
            modules:
              cpu: { walk: [1.3.6.1.2.1.25.3.4], metrics: [] }
            """);

        await reload.ReloadAsync(default);

        Assert.Equal("Information: Reload: modules changed: cpu; modules removed: memory; auths added: rw; auths changed: ro", _log.Entries[0]);
        Assert.StartsWith("Information: Reloaded ", _log.Entries[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_new_is_said_as_well()
    {
        using var reload = Start("snmp: { config_files: [snmp.yml] }");
        await reload.ReloadAsync(default);
        Assert.Equal("Information: Reload: modules, auths, profiles and subscriptions are as before", _log.Entries[0]);
    }

    [Fact]
    public async Task Settings_that_only_a_restart_can_change_are_warned_of_until_they_are_back()
    {
        using var reload = Start("listen: 127.0.0.1:9116\nsnmp: { lanes: 1 }");

        _folder.Write("web.yml", "{}");
        _folder.Write("collector.yml", "listen: 127.0.0.1:9117\nweb_config: web.yml\nmetrics: { up: false }\nsnmp: { lanes: 2, source_address: 127.0.0.1, receive_buffer: 65536 }");
        await reload.ReloadAsync(default);
        await reload.ReloadAsync(default);
        Assert.Equal(2, _log.Entries.Count(entry =>
            entry == "Warning: Changed, but only a restart puts it in force: listen, web_config, metrics, snmp.lanes, snmp.source_address, snmp.receive_buffer"));

        _folder.Write("collector.yml", "listen: 127.0.0.1:9116\nsnmp: { lanes: 1 }");
        await reload.ReloadAsync(default);
        Assert.Equal(2, _log.Entries.Count(entry => entry.StartsWith("Warning", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_mistake_is_an_error_with_its_place()
    {
        using var reload = Start("snmp: { config_files: [snmp.yml] }");
        _folder.Write("collector.yml", "a: 1\nb: 2");

        var problems = await reload.ReloadAsync(default);

        Assert.Equal(2, problems.ErrorCount);
        Assert.Equal(["Error: collector.yml:1:1: unknown key \"a\"", "Error: collector.yml:2:1: unknown key \"b\"",
            "Error: collector.yml was not reloaded and everything stays as it was: 2 errors"], _log.Entries.Select(_folder.Relative));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("# nothing\n", 1)]
    [InlineData("{}", 0)]
    public async Task A_file_that_was_emptied_takes_no_targets_away_and_one_that_says_so_does(string text, int errors)
    {
        using var reload = Start("targets: { static: [{ targets: [192.0.2.1] }] }");
        _folder.Write("collector.yml", text);

        var problems = await reload.ReloadAsync(default);

        Assert.Equal(errors, problems.ErrorCount);
        Assert.Equal(errors, _registry.Current.Count);
    }

    private ConfigurationReload Start(string collectorYml)
    {
        var path = _folder.Write("collector.yml", collectorYml);
        var source = new ConfigurationSource(path, problems => CollectorConfigurationLoader.Load(path, problems));
        var first = source.Load(new ConfigurationProblems());
        _discovery.Use(first.Targets);
        return new ConfigurationReload(source, new RunningConfiguration(first), _discovery, new ReloadMetrics(_meter, TimeProvider.System), TimeProvider.System, _log);
    }
}
