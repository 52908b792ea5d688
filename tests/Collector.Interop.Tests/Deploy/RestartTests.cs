using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Interop.Tests.Prometheus;
using Collector.Simulator;
using Collector.Testing;

namespace Collector.Interop.Tests.Deploy;

/// <summary>A collector that is killed and started again wakes nobody on behalf of its devices.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_restart_of_the_collector_fires_no_alert_of_a_device()
    {
        using var folder = new TemporaryFolder();
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 3, Interfaces = 2, BaseAddress = IPAddress.Parse("127.76.24.1") });
        var configuration = folder.Write("collector.yml", $$"""
            defaults: { interval: 1s, timeout: 400ms, retries: 1, modules: [system, if_mib] }
            targets: { static: [ { targets: ["{{fleet.Endpoint(0)}}", "{{fleet.Endpoint(1)}}", "{{fleet.Endpoint(2)}}"], labels: { site: ams1 } } ] }
            """);
        var listen = FreePort.Tcp(IPAddress.Parse("127.76.4.3"));
        await using var prometheus = await RealPrometheus.StartAsync(
            $"  - {{ job_name: collector, honor_labels: true, static_configs: [ {{ targets: [\"{listen}\"] }} ] }}", HastenedRules.Text);

        await using (var first = await CollectorProgram.StartAsync(configuration, listen))
        {
            await prometheus.UntilAsync("links have rates", async () => (await prometheus.QueryAsync("link:in_bps:rate5m")).Count == 6);
            await first.KillAsync();
        }

        await prometheus.UntilAsync("its series have ended", async () => (await prometheus.QueryAsync("collector_target_up")).Count == 0);
        await using var second = await CollectorProgram.StartAsync(configuration, listen);
        var restarted = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await prometheus.UntilAsync(
            "rules have looked at the new one for longer than any of them waits", async () => await prometheus.ValueAsync("min(timestamp(link:oper_status))") > restarted + 10);

        var fired = await prometheus.QueryAsync("count by (alertname) (count_over_time(ALERTS{alertname!=\"CollectorDown\", alertstate=\"firing\"}[5m]))");
        Assert.Empty(fired);
    }
}
