using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Tests.Reloading;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Tests.Endpoints;

/// <summary><c>/config</c>: the configuration in force.</summary>
public sealed class ConfigEndpointTests
{
    [Fact]
    public async Task What_it_shows_means_the_same_when_it_is_read_again()
    {
        await using var daemon = await RunningDaemon.StartAsync("""
            metrics: { timestamps: true, gnmic_names: false }
            defaults: { interval: 30s, timeout: 2s, retries: 1, request_gap: 5ms, requests_in_flight: 2, backoff: 4, auth: ro, modules: [cpu, memory] }
            snmp: { config_files: [snmp.yml], lanes: 1, source_address: 127.0.0.1, receive_buffer: 65536, requests_in_flight: 500, paces: { labels: 20m, constants: 1h, columns: { ifAlias: 2m, ifMtu: 0s }, modules: { if_mib: { labels: 15m, columns: { ifName: 1m } }, system: off } }, allowed_targets: [ configured, { networks: [10.0.0.0/8], auths: [ro] }, 192.0.2.1 ] }
            targets:
              static:
              - { targets: ["127.0.0.1:9"], labels: { site: "no", __param_module: cpu } }
              files: [t/*.yml]
            """, ("t/none.yml", "[]"));
        var shown = await daemon.Http.GetStringAsync("/config");
        Assert.DoesNotContain("not-to-be-seen", shown, StringComparison.Ordinal);
        Assert.Contains("  ro:\n    community: <secret>\n    version: 2\n", shown, StringComparison.Ordinal);

        var modulesAt = shown.IndexOf("\nauths:", StringComparison.Ordinal) + 1;
        var problems = new ConfigurationProblems();
        var path = daemon.Folder.Write("shown/collector.yml", shown[..modulesAt]);
        var again = CollectorConfigurationLoader.Load(path, problems);
        Assert.Empty(problems);
        Assert.Equal((TimeSpan.FromSeconds(30), "ro", 1), (again.Options.Defaults.Interval, again.Options.Defaults.Auth, again.Options.Snmp.Lanes));
        Assert.Equal((500, new RequestLimits { Gap = TimeSpan.FromMilliseconds(5), InFlight = 2, Backoff = 4 }), (again.Options.Snmp.RequestsInFlight!.Value, again.Options.Defaults.Limits));
        Assert.Equal((true, false, true), (again.Options.Exposition.Up, again.Options.Exposition.GnmicNames, again.Options.Exposition.Timestamps));
        var paces = again.Options.Snmp.Paces;
        Assert.Equal((TimeSpan.FromMinutes(20), TimeSpan.FromHours(1), TimeSpan.FromMinutes(2), TimeSpan.Zero), (paces.Labels, paces.Constants, paces.Columns["ifAlias"], paces.Columns["ifMtu"]));
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1)), (paces.For("if_mib").Labels, paces.For("if_mib").Columns["ifName"]));
        Assert.False(paces.For("system").IsOn);
        Assert.Equal(("no", "cpu"), (again.StaticTargets[0].Labels.Get("site"), again.StaticTargets[0].Modules[0]));
        Assert.Equal(daemon.Folder["t/*.yml"], again.Options.Targets.Files[0].ToString());

        Assert.True(again.Options.Snmp.Endpoint.AllowedTargets.HasConfigured);
        Assert.Equal(["10.0.0.0/8 ro", "192.0.2.1/32 "], again.Options.Snmp.Endpoint.AllowedTargets.Rules!.Select(rule => $"{rule.Networks[0]} {rule.Auths?.Single()}"));

        var snmp = daemon.Folder.Write("shown/snmp.yml", shown[modulesAt..]);
        var modules = ExporterConfigurationLoader.Load(new ExporterSettings { ConfigFiles = [snmp] }, problems).Modules;
        Assert.False(problems.HasErrors, problems.ToString());
        Assert.Equal("hrMemorySize", modules.Modules["memory"].Metrics[0].Name);
    }

    [Fact]
    public async Task It_is_the_one_in_force_also_after_a_reload_that_failed()
    {
        await using var daemon = await RunningDaemon.StartAsync("snmp: { lanes: 1 }\ndefaults: { interval: 30s }");
        Assert.Equal(HttpStatusCode.OK, (await daemon.ReloadAsync("snmp: { lanes: 1 }\ndefaults: { interval: 40s }")).StatusCode);
        Assert.Contains("  interval: 40s\n", await daemon.Http.GetStringAsync("/config"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.InternalServerError, (await daemon.ReloadAsync("defaults: { interval: 50s, x: 1 }")).StatusCode);
        Assert.Contains("  interval: 40s\n", await daemon.Http.GetStringAsync("/config"), StringComparison.Ordinal);
    }
}
