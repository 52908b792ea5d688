using System.Net;
using Collector.Simulator;
using Collector.Simulator.Gnmi;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;
using Collector.Pipeline.Configuration;
using Collector.Testing.Http;

namespace Collector.Daemon.Tests.Reloading;

/// <summary>One label of one target changes, again and again: what all others have learned, counted and opened lives on, through the whole daemon.</summary>
public sealed class ReloadedStateTests
{
    private const int Polled = 20;
    private const int Streaming = 4;
    private const int Reloads = 5;

    private static readonly SnmpAuthOptions Auth = new()
    {
        Name = "v3", Version = SnmpVersion.V3, Username = "noc", SecurityLevel = SnmpSecurityLevel.AuthPriv,
        AuthProtocol = SnmpAuthProtocol.Sha, Password = Secret.From("authentic"), PrivProtocol = SnmpPrivProtocol.Aes, PrivPassword = Secret.From("private!"),
    };

    [Fact]
    public async Task Engines_rows_counters_and_streams_of_all_others_live_on_and_no_poll_is_missed()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = Polled, Interfaces = 4, Users = [UsmUser.From(Auth)] });
        await using var streams = await GnmiFleet.StartAsync(new GnmiFleetOptions { Devices = Streaming, Interfaces = 2, BaseAddress = IPAddress.Parse("127.63.0.1") });
        await using var daemon = await RunningDaemon.StartAsync(Yaml(fleet, streams, "s0"), ("snmp.yml", """
            auths:
              v3: { version: 3, username: noc, security_level: authPriv, auth_protocol: SHA, password: authentic, priv_protocol: AES, priv_password: private! }
            """));
        var before = await daemon.Http.UntilSamplesAsync("/metrics", page => Interfaces(page, "s0") == 4 && Synced(page) == Streaming && Untouched(page).Count > 0 && page.Keys.Count(IsPollCounter) == Polled && page.Where(one => IsPollCounter(one.Key)).All(one => one.Value >= 3));
        var (discoveries, calls) = (fleet.Counters.Reports, streams.Counters);
        var names = Untouched(before);

        var last = before;
        for (var reload = 1; reload <= Reloads; reload++)
        {
            using var answer = await daemon.ReloadAsync(Yaml(fleet, streams, $"s{reload}"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            last = await daemon.Http.UntilSamplesAsync("/metrics", page =>
            {
                Assert.Equal(names, Untouched(page)); // on every page between
                foreach (var (series, polls) in page.Where(one => IsPollCounter(one.Key) && !one.Key.Contains(fleet.Endpoint(0).ToString(), StringComparison.Ordinal))) Assert.True(polls >= before[series], series);
                return Interfaces(page, $"s{reload}") == 4;
            });
        }

        Assert.Equal(discoveries, fleet.Counters.Reports); // nobody's engine was asked for again, not even that of the target that changed
        Assert.Equal((calls.Capabilities, calls.Subscribes), (streams.Counters.Capabilities, streams.Counters.Subscribes));
        Assert.Equal(Streaming, streams.Counters.Active);
        Assert.Equal(before["collector_polls_missed_total"], last["collector_polls_missed_total"]);
        Assert.Equal(Reloads, last["collector_config_reloads_total{outcome=\"succeeded\",trigger=\"http\"}"]);
    }

    private static string Yaml(SimulatedFleet fleet, GnmiFleet streams, string site) => $$"""
        snmp: { lanes: 2, config_files: [snmp.yml] }
        reload_on_change: false
        defaults: { interval: 2s, timeout: 1s, auth: v3, modules: [if_mib] }
        targets:
          static:
            - { targets: ["{{fleet.Endpoint(0)}}"], labels: { site: {{site}} } }
            - { targets: [{{string.Join(", ", Enumerable.Range(1, Polled - 1).Select(device => $"\"{fleet.Endpoint(device)}\""))}}], labels: { site: same } }
        gnmi:
          subscriptions: { ifc: { paths: [/interfaces], stream-mode: sample, sample-interval: 2s } }
          targets: { {{string.Join(", ", Enumerable.Range(0, Streaming).Select(device => $"edge{device}: {{ address: \"{streams.Endpoint(device)}\", insecure: true }}"))}} }
        """;

    private static bool IsPollCounter(string series) => series.StartsWith("collector_polls_total{", StringComparison.Ordinal);

    private static int Interfaces(IReadOnlyDictionary<string, double> page, string site) =>
        page.Keys.Count(series => series.StartsWith("ifHCInOctets{", StringComparison.Ordinal) && series.Contains($"site=\"{site}\"", StringComparison.Ordinal));

    private static int Synced(IReadOnlyDictionary<string, double> page) => page.Count(one => one.Key.StartsWith("collector_gnmi_synced{", StringComparison.Ordinal) && one.Value == 1);

    /// <summary>The data series of all but the target that changes: their names and labels.</summary>
    private static IReadOnlyList<string> Untouched(IReadOnlyDictionary<string, double> page) =>
        [.. page.Keys.Where(series => series.Contains("site=\"same\"", StringComparison.Ordinal) || series.StartsWith("interfaces_", StringComparison.Ordinal))
            .Where(series => !series.StartsWith("collector_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
