using Collector.Daemon.Configuration;
using Collector.Daemon.Reloading;
using Collector.Daemon.Tests.Configuration;
using Collector.Daemon.Web.Audit;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Targets;
using Collector.Testing;
using Collector.Testing.Gnmi;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Daemon.Tests.Reloading;

/// <summary>Reloads that nobody asked for but a file.</summary>
public sealed class ReloadOnChangeTests
{
    [Fact]
    public async Task A_changed_file_is_put_in_force_and_a_broken_one_changes_nothing()
    {
        await using var daemon = await RunningDaemon.StartAsync("snmp: { lanes: 1 }\ndefaults: { interval: 30s }");
        daemon.Folder.Write("collector.yml", "snmp: { lanes: 1 }\ndefaults: { interval: 40s }");
        await Patience.UntilAsync(async () => (await daemon.Http.GetStringAsync("/config")).Contains("  interval: 40s\n", StringComparison.Ordinal));
        daemon.Folder.Write("collector.yml", "snmp: { lanes: 1 }\ndefaults: { interval: 50 }");
        await Patience.UntilAsync(async () => await daemon.MetricAsync("collector_config_last_reload_successful") == "0");
        Assert.Contains("  interval: 40s\n", await daemon.Http.GetStringAsync("/config"), StringComparison.Ordinal);
        daemon.Folder.Write("collector.yml", "snmp: { lanes: 1 }\ndefaults: { interval: 20s }");
        await Patience.UntilAsync(async () => (await daemon.Http.GetStringAsync("/config")).Contains("  interval: 20s\n", StringComparison.Ordinal));
        Assert.Equal("1", await daemon.MetricAsync("collector_config_last_reload_successful"));
    }

    [Fact]
    public async Task Files_that_a_pattern_finds_and_files_with_secrets_count_as_well()
    {
        await using var daemon = await RunningDaemon.StartAsync("snmp: { lanes: 1, config_files: [ 'd/*.yml' ] }");
        daemon.Folder.Write("community", "c4nary");
        daemon.Folder.Write("d/one.yml", "auths: { mine: { version: 2, community_file: ../community } }");
        await Patience.UntilAsync(async () => (await daemon.Http.GetStringAsync("/config")).Contains("  mine:\n", StringComparison.Ordinal));
        var loaded = await daemon.MetricAsync("collector_config_last_reload_success_timestamp_seconds");
        daemon.Folder.Write("community", "c4nary of tomorrow");
        await Patience.UntilAsync(async () => await daemon.MetricAsync("collector_config_last_reload_success_timestamp_seconds") != loaded);
        Assert.DoesNotContain("c4nary", await daemon.Http.GetStringAsync("/config"), StringComparison.Ordinal);
        File.Delete(daemon.Folder["community"]);
        await Patience.UntilAsync(async () => await daemon.MetricAsync("collector_config_last_reload_successful") == "0");
    }

    [Theory]
    [InlineData("reload_on_change: true", true)]
    [InlineData("reload_on_change: false", false)]
    public async Task Nothing_happens_by_itself_when_it_is_switched_off(string setting, bool reloads)
    {
        using var folder = new ConfigurationFolder();
        using var meter = new CollectorMeter();
        var path = folder.Write("collector.yml", setting);
        var source = new ConfigurationSource(path, problems => CollectorConfigurationLoader.Load(path, problems));
        var running = new RunningConfiguration(source.Load(new ConfigurationProblems()));
        var (time, metrics) = (new ManualTime(), new ReloadMetrics(meter, TimeProvider.System));
        using var discovery = new TargetDiscovery(new TargetRegistry(NullLogger<TargetRegistry>.Instance), time, NullLogger<TargetDiscovery>.Instance);
        using var reload = new ConfigurationReload(source, running, discovery, metrics, time, NullLogger<ConfigurationReload>.Instance);
        using var onChange = new ReloadOnChange(source, running, reload, metrics, new AuditLog(NullLogger<AuditLog>.Instance, time), time, NullLogger<ReloadOnChange>.Instance);
        await onChange.StartAsync(default); // its own timer never fires: the time stands still
        folder.Write("collector.yml", setting + "\nshards: 2");
        for (var look = 0; look < 4; look++) await onChange.LookAsync(default);
        Assert.Equal(reloads ? 2 : 1, running.Current.Options.Shards);
        await onChange.StopAsync(default);
    }
}
