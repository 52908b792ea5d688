using Collector.Daemon.Tests.Reloading;
using Collector.Simulator;
using Collector.Simulator.Faults;
using Collector.Testing.Http;

namespace Collector.Daemon.Tests.Wiring;

/// <summary>Each stage of the whole daemon is counted where somebody who looks for a loss would look.</summary>
public sealed class StageMetricsTests
{
    [Fact]
    public async Task What_devices_do_wrong_is_counted_by_kind()
    {
        await using var round = SimulatedFleet.Start(new SimulatorOptions { Devices = 2, Interfaces = 20, SteppingBack = 1 });
        await using var noise = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 2, Garbage = 1, GarbageKinds = [GarbageKind.Noise], BaseAddress = new System.Net.IPAddress([127, 62, 8, 1]) });
        await using var daemon = await RunningDaemon.StartAsync($$"""
            snmp: { lanes: 1 }
            defaults: { interval: 1s, timeout: 100ms, retries: 0, modules: [if_mib] }
            targets: { static: [ { targets: ["{{round.Endpoint(0)}}", "{{round.Endpoint(1)}}", "{{noise.Endpoint(0)}}"] } ] }
            """);

        var own = await daemon.Http.UntilSamplesAsync("/metrics/collector", own => own["collector_walks_cut_short_total{reason=\"not_increasing\"}"] > 2
            && own.Where(one => one.Key.StartsWith("collector_snmp_decode_errors_total", StringComparison.Ordinal)).Sum(one => one.Value) > 2);

        Assert.True(own["collector_walks_cut_short_total{reason=\"timeout\"}"] > 0);
        Assert.True(own["collector_snmp_receive_buffer_bytes{lane=\"0\"}"] >= 4096);
        Assert.Equal(64, own["collector_lane_mailbox_capacity"]);
        Assert.Equal(0, own["collector_gnmi_targets{state=\"streaming\"}"]);
        var finished = own.Where(one => one.Key.StartsWith("collector_polls_finished_total", StringComparison.Ordinal)).Sum(one => one.Value);
        Assert.InRange(own["collector_polls_due_total"] - own["collector_polls_missed_total"], finished, finished + 3); // at most one of each is under way
    }

    [Fact]
    public async Task Reloads_are_counted_by_what_made_them_happen()
    {
        await using var daemon = await RunningDaemon.StartAsync("snmp: { lanes: 1 }\nreload_on_change: false");
        (await daemon.ReloadAsync("snmp: { lanes: 1 }\nreload_on_change: false\nshards: 2")).Dispose();
        (await daemon.ReloadAsync("snmp: { lanes: 1 }\nreload_on_change: true\nshards: 0")).Dispose();
        (await daemon.ReloadAsync("snmp: { lanes: 1 }\nshards: 3")).Dispose();
        daemon.Folder.Write("collector.yml", "snmp: { lanes: 1 }\nshards: 4");

        var own = await daemon.Http.UntilSamplesAsync("/metrics/collector", own => own["collector_config_reloads_total{outcome=\"succeeded\",trigger=\"file\"}"] >= 1);

        Assert.Equal((2, 1), (own["collector_config_reloads_total{outcome=\"succeeded\",trigger=\"http\"}"], own["collector_config_reloads_total{outcome=\"refused\",trigger=\"http\"}"]));
        Assert.Equal(0, own["collector_config_reloads_total{outcome=\"succeeded\",trigger=\"signal\"}"]);
    }
}
