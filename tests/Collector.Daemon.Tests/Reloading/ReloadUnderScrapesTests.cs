using System.Net;
using Collector.Simulator;

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
            defaults: { interval: 200ms, timeout: 100ms }
            targets: { static: [ { targets: ["{{fleet.Endpoint(0)}}"], labels: { site: {{site}} } }, { targets: ["{{fleet.Endpoint(1)}}"], labels: { site: same } } ] }
            """;
        await using var daemon = await RunningDaemon.StartAsync(Yaml("s0"));
        while ((await SitesAsync(daemon)).Count < 2) await Task.Yield();

        for (var round = 1; round <= 10; round++)
        {
            Assert.Equal(HttpStatusCode.OK, (await daemon.ReloadAsync(Yaml($"s{round}"))).StatusCode);
            IReadOnlyList<string> sites;
            do
            {
                sites = await SitesAsync(daemon);
                Assert.Equal(2, sites.Count);
                Assert.Contains("same", sites);
                Assert.Single(sites, site => site == $"s{round}" || site == $"s{round - 1}");
            }
            while (!sites.Contains($"s{round}"));
        }
    }

    /// <summary>The site of each series of interface 1 on one page.</summary>
    private static async Task<IReadOnlyList<string>> SitesAsync(RunningDaemon daemon) =>
        [.. (await daemon.Http.GetStringAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith("ifHCInOctets{", StringComparison.Ordinal) && line.Contains("ifIndex=\"1\"", StringComparison.Ordinal))
            .Select(line => line.Split("site=\"")[1].Split('"')[0])];
}
