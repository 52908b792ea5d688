using System.Net;
using Collector.Simulator;
using Collector.Testing;

namespace Collector.Daemon.Tests.Reloading;

/// <summary>Pages, read as fast as they come, while the configuration is reloaded.</summary>
public sealed class ReloadUnderScrapesTests
{
    [Fact]
    public async Task A_target_with_new_labels_is_on_every_page_exactly_once()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 2, Interfaces = 2 });
        string Yaml(string site) => $$"""
            snmp: { lanes: 1 }
            defaults: { interval: 1s, timeout: 1s }
            targets: { static: [ { targets: ["{{fleet.Endpoint(0)}}"], labels: { site: {{site}} } }, { targets: ["{{fleet.Endpoint(1)}}"], labels: { site: same } } ] }
            """;
        await using var daemon = await RunningDaemon.StartAsync(Yaml("s0"));
        await Patience.UntilAsync(async () => (await SitesAsync(daemon)).Count == 2);

        for (var round = 1; round <= 10; round++)
        {
            Assert.Equal(HttpStatusCode.OK, (await daemon.ReloadAsync(Yaml($"s{round}"))).StatusCode);
            await Patience.UntilAsync(async () =>
            {
                var sites = await SitesAsync(daemon);
                Assert.Equal(2, sites.Count); // on every page between
                Assert.Contains("same", sites);
                Assert.Single(sites, site => site == $"s{round}" || site == $"s{round - 1}");
                return sites.Contains($"s{round}");
            });
        }
    }

    [Fact]
    public async Task Walks_on_demand_go_on_through_reloads()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 4, Interfaces = 2 });
        const string Yaml = "snmp: { config_files: [own.yml], lanes: 2, allowed_targets: any }";
        string Module(int repetitions) => $$"""
            modules:
              own:
                walk: [1.3.6.1.2.1.31.1.1]
                max_repetitions: {{repetitions}}
                metrics: [ { name: ifHCInOctets, oid: 1.3.6.1.2.1.31.1.1.1.6, type: counter, help: x, indexes: [ { labelname: ifIndex, type: gauge } ] } ]
            """;
        await using var daemon = await RunningDaemon.StartAsync("snmp: { lanes: 2 }");
        daemon.Folder.Write("own.yml", Module(10));
        Assert.Equal(HttpStatusCode.OK, (await daemon.ReloadAsync(Yaml)).StatusCode);
        await Patience.UntilAsync(async () => (await daemon.Http.GetAsync($"/snmp?target={fleet.Endpoint(0)}&module=own")).StatusCode != HttpStatusCode.BadRequest); // the lanes have taken it over

        var reloads = 0;
        var asking = Enumerable.Range(0, 4).Select(async device =>
        {
            while (reloads < 20)
            {
                var page = await daemon.Http.GetStringAsync($"/snmp?target={fleet.Endpoint(device)}&module=own");
                Assert.Equal(2, page.Split('\n').Count(line => line.StartsWith("ifHCInOctets{", StringComparison.Ordinal)));
            }
        }).ToList();
        for (; reloads < 20; reloads++)
        {
            daemon.Folder.Write("own.yml", Module(10 + reloads));
            Assert.Equal(HttpStatusCode.OK, (await daemon.Http.PostAsync("/-/reload", null)).StatusCode);
        }

        await Task.WhenAll(asking);
    }

    /// <summary>The site of each series of interface 1 on one page.</summary>
    private static async Task<IReadOnlyList<string>> SitesAsync(RunningDaemon daemon) =>
        [.. (await daemon.Http.GetStringAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith("ifHCInOctets{", StringComparison.Ordinal) && line.Contains("ifIndex=\"1\"", StringComparison.Ordinal))
            .Select(line => line.Split("site=\"")[1].Split('"')[0])];
}
