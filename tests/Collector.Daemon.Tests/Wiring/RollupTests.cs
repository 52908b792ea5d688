using System.Net;
using Collector.Daemon.Tests.Reloading;
using Collector.Simulator;
using Collector.Simulator.Gnmi;
using Collector.Testing;
using Collector.Testing.Gnmi;
using Collector.Testing.Http;
using Collector.Testing.RemoteWrite;

namespace Collector.Daemon.Tests.Wiring;

/// <summary>The whole daemon with rollups over simulated devices, whose counters follow a formula.</summary>
public sealed class RollupTests
{
    private const int Devices = 4; // two at each site
    private const int Interfaces = 3;

    [Fact]
    public async Task Traffic_by_site_is_what_the_devices_count_and_a_killed_device_is_missed()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = Devices, Interfaces = Interfaces });
        await using var daemon = await RunningDaemon.StartAsync(ConfigurationFor(fleet));
        var (ams, fra) = (BitsPerSecond(0) + BitsPerSecond(1), BitsPerSecond(2) + BitsPerSecond(3));

        await UntilAsync(page => IsNear(page, "ams1", ams, members: 6) && IsNear(page, "fra1", fra, members: 6));

        fleet.Device(1).Edit(edit => edit.IsKilled = true);
        await UntilAsync(page => IsNear(page, "ams1", BitsPerSecond(0), members: 3) && page["devices_up{site=\"ams1\"}"] == 1 && page["devices_up_expected{site=\"ams1\"}"] == 2);
        await fleet.Device(2).EditAtNextPoll(edit => edit.Reboot());
        fleet.Device(1).Edit(edit => edit.IsKilled = false);
        await UntilAsync(page => IsNear(page, "ams1", ams, members: 6) && IsNear(page, "fra1", fra, members: 6) && page["collector_rollup_steps_total{step=\"reset\"}"] > 0);
        var ofOneSite = await daemon.Http.SamplesAsync("/metrics?site=ams1");
        var ofShard = await daemon.Http.SamplesAsync("/metrics?shard=2/2");
        Assert.DoesNotContain(ofOneSite.Keys.Concat(ofShard.Keys), name => name.StartsWith("traffic_in", StringComparison.Ordinal));
        Assert.DoesNotContain("rollups", await daemon.Http.GetStringAsync("/api/v1/targets"), StringComparison.Ordinal);

        // A counter that goes back makes a spike of many times the traffic; a reply that lies in its socket while the machine is busy makes a rate some tenths too high.
        Task UntilAsync(Predicate<IReadOnlyDictionary<string, double>> isRight) => daemon.Http.UntilSamplesAsync("/metrics", page =>
        {
            Assert.All(["ams1", "fra1"], site => Assert.True(page.GetValueOrDefault(Traffic(site)) < 10 * Math.Max(ams, fra), "a spike"));
            return isRight(page);
        });
    }

    [Fact]
    public async Task What_devices_stream_is_rolled_up_whichever_subscriptions_bring_it_and_by_the_model_that_they_say()
    {
        await using var fleet = await GnmiFleet.StartAsync(new GnmiFleetOptions { Devices = 2, Interfaces = Interfaces, Origin = "openconfig", BaseAddress = IPAddress.Parse("127.3.3.1") });
        await using var daemon = await RunningDaemon.StartAsync(
            $$"""
            gnmi:
              insecure: true
              subscriptions:
                counters: { paths: [/interfaces/interface/state/counters], stream-mode: sample, sample-interval: 1s }
                all: { paths: [/interfaces, /components/component/state], stream-mode: sample, sample-interval: 1s }
            rollups:
            - { preset: gnmi_traffic, by: [site], interval: 2s }
            - { preset: gnmi_ports_down, interval: 1s }
            - { preset: gnmi_hottest_links, k: 1, interval: 2s }
            - { preset: devices_up, interval: 1s }
            targets:
              static: [ { targets: ["{{fleet.Endpoint(0)}}", "{{fleet.Endpoint(1)}}"], labels: { site: ams1, __protocol__: gnmi } } ]
            """);
        var bits = 8.0 * 100 * Enumerable.Range(1, Interfaces).Sum(number => (double)(GnmiFormula.Rate("in-octets", 0, number) + GnmiFormula.Rate("in-octets", 1, number)));

        await daemon.Http.UntilSamplesAsync("/metrics", page =>
            page.TryGetValue("gnmi_traffic_in_bits_per_second{site=\"ams1\"}", out var traffic) && Math.Abs(traffic / bits - 1) < 0.05
            && page.GetValueOrDefault("gnmi_traffic_in_bits_per_second_members{site=\"ams1\"}") == 2 * Interfaces && page.GetValueOrDefault("gnmi_traffic_in_bits_per_second_expected{site=\"ams1\"}") == 2 * Interfaces
            && page.GetValueOrDefault("gnmi_ports_down_members{site=\"ams1\"}") == 2 * Interfaces
            && page.Keys.Count(name => name.StartsWith("gnmi_hottest_links_in_ratio{", StringComparison.Ordinal)) == 1
            && page.Any(one => one.Key.StartsWith("devices_up{model=\"", StringComparison.Ordinal) && one is { Value: 2 }));
    }

    [Fact]
    public async Task Changed_rules_are_in_force_after_a_reload()
    {
        await using var daemon = await RunningDaemon.StartAsync("rollups: [ { preset: devices_up, interval: 1s } ]\ntargets: { static: [ { targets: [127.3.2.1:9], labels: { site: ams1 } } ] }");
        Assert.Contains("devices_up_expected{site=\"ams1\"}", await ExpectAsync(daemon, "devices_up_expected{site=\"ams1\"}"), StringComparison.Ordinal);

        using var answer = await daemon.ReloadAsync("rollups: [ { name: routers, op: count, of: up, by: [site], interval: 1s } ]\ntargets: { static: [ { targets: [127.3.2.1:9], labels: { site: ams1 } } ] }");
        var page = await ExpectAsync(daemon, "routers_expected{site=\"ams1\"} 1");

        Assert.DoesNotContain("devices_up", page, StringComparison.Ordinal);
        Assert.Contains("name: routers", await daemon.Http.GetStringAsync("/config"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_go_to_remote_write_with_the_times_of_their_passes_and_end_with_a_stale_marker()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = Devices, Interfaces = Interfaces });
        await using var receiver = await WriteReceiver.StartAsync(_ => WriteAnswer.Accept);
        var (samples, read) = (new List<WrittenSample>(), 0);
        var endpoint = $"remote_write: [ {{ url: \"{receiver.Url}\", queue_config: {{ batch_send_deadline: 100ms }} }} ]\n";
        await using var daemon = await RunningDaemon.StartAsync($$"""
            {{endpoint}}
            {{ConfigurationFor(fleet).Replace("- { preset: traffic, by: [site], interval: 2s }", "- { preset: hottest_links, k: 2, interval: 1s }", StringComparison.Ordinal)}}
            """);

        await SentAsync(() => samples.Any(sample => IsSent(sample, "hottest_links_in_ratio{", "ifIndex=", "instance=")) && samples.Any(sample => IsSent(sample, "devices_up{site=ams1}") && sample.Value == 2));
        using var answer = await daemon.ReloadAsync(endpoint + ConfigurationFor(fleet).Replace("- { preset: devices_up, by: [site], interval: 1s }", "", StringComparison.Ordinal));
        await SentAsync(() => samples.Any(sample => sample.IsStale && IsSent(sample, "devices_up{site=ams1}")) && samples.Any(sample => IsSent(sample, "traffic_in_bits_per_second{site=ams1}")));

        foreach (var series in samples.Where(sample => sample.Series.StartsWith("devices_up", StringComparison.Ordinal) || sample.Series.StartsWith("hottest", StringComparison.Ordinal)).GroupBy(sample => sample.Series))
        {
            var times = series.Select(sample => sample.UnixMs).ToList();
            Assert.True(times.Zip(times.Skip(1)).All(pair => pair.First < pair.Second), $"{series.Key}: {string.Join(' ', times)}");
        }

        async Task SentAsync(Func<bool> isRight)
        {
            await Patience.UntilAsync(
                () =>
                {
                    while (read < receiver.Requests.Count) samples.AddRange(WrittenSample.ReadAll(receiver.Requests[read++]));
                    return isRight();
                },
                () => string.Join('\n', samples.Where(sample => sample.Series.Contains("hottest", StringComparison.Ordinal) || sample.Series.Contains("devices_up", StringComparison.Ordinal)).Select(sample => $"{sample.Series} {sample.Value}").Distinct()));
        }
    }

    private static bool IsSent(WrittenSample sample, string start, params string[] labels) =>
        sample.Series.StartsWith(start, StringComparison.Ordinal) && labels.All(label => sample.Series.Contains(label, StringComparison.Ordinal));

    private static string ConfigurationFor(SimulatedFleet fleet) =>
        $$"""
        defaults: { interval: 300ms, timeout: 100ms, retries: 0, modules: [if_mib] }
        rollups:
        - { preset: traffic, by: [site], interval: 2s }
        - { preset: devices_up, by: [site], interval: 1s }
        targets:
          static:
          - { targets: ["{{fleet.Endpoint(0)}}", "{{fleet.Endpoint(1)}}"], labels: { site: ams1 } }
          - { targets: ["{{fleet.Endpoint(2)}}", "{{fleet.Endpoint(3)}}"], labels: { site: fra1 } }
        """;

    private static double BitsPerSecond(int device) => Enumerable.Range(1, Interfaces).Sum(number => FleetFormula.Rate("ifHCInOctets", device, number) * 100.0 * 8);

    /// <summary>Between two readings lie about two seconds, each of them is up to a tick and a round trip off: five in a hundred is a round trip of 45 ms.</summary>
    private static bool IsNear(IReadOnlyDictionary<string, double> page, string site, double bits, int members) =>
        page.TryGetValue(Traffic(site), out var value) && Math.Abs(value / bits - 1) < 0.05
        && page[$"traffic_in_bits_per_second_members{{site=\"{site}\"}}"] == members && page[$"traffic_in_bits_per_second_expected{{site=\"{site}\"}}"] == 6;

    private static string Traffic(string site) => $"traffic_in_bits_per_second{{site=\"{site}\"}}";

    private static Task<string> ExpectAsync(RunningDaemon daemon, string text) => daemon.Http.UntilPageAsync("/metrics", page => page.Contains(text, StringComparison.Ordinal));
}
