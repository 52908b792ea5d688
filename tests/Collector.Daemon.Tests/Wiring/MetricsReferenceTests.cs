using System.Net;
using System.Text.RegularExpressions;
using Collector.Daemon.Configuration;
using Collector.Daemon.Tests.Configuration;
using Collector.Daemon.Wiring;
using Collector.Pipeline.Targets;
using Collector.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Tests.Wiring;

/// <summary>docs/metrics.md and the page of a daemon that has a bit of everything: what is there is documented, and what is documented is there.</summary>
public sealed partial class MetricsReferenceTests : IDisposable
{
    private const string CollectorYml = """
        data_dir: data
        defaults: { interval: 1s, timeout: 500ms, retries: 0 }
        targets:
          static: [{ targets: ["127.0.0.1:9"] }]
          files: ["targets/*.yml"]
          http: [{ url: "http://127.0.0.1:9/" }]
        gnmi:
          subscriptions: { interfaces: { paths: [/interfaces] } }
          targets: { "127.0.0.1:9339": { insecure: true, name: stream } }
        remote_write: [{ url: "http://127.0.0.1:9/", buffer: { max_size: 16MB } }]
        rollups: [{ preset: devices_up, interval: 1s }]
        """;

    /// <summary>There only once something has happened that does not happen here; tests of who makes them hold those.</summary>
    private static readonly HashSet<string> OnlyAfterwards =
    [
        "collector_gnmi_last_message_age_seconds",
        "collector_inventory_components_left_out",
        "collector_otlp_exports_total",
        "collector_poll_round_trip_seconds",
        "collector_remote_write_polls_dropped_total",
        "collector_remote_write_sent_batch_duration_seconds",
        "collector_scrape_duration_seconds",
        "collector_target_list_age_seconds",
        "collector_target_list_last_success_timestamp_seconds",
        "collector_target_profile",
        "component_info",
        "device_info",
        "snmp_packet_duration_seconds",
    ];

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_reference_has_what_a_daemon_shows_and_nothing_else()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = CollectorHost.AddressOf(host) };
        var documented = Rows().Matches(Docs.Read("metrics.md")).Select(row => row.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        HashSet<string> shown = [];

        await Patience.UntilAsync(
            async () =>
            {
                shown = Types().Matches(await http.GetStringAsync("/metrics")).Select(type => type.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
                return shown.Contains("devices_up_expected") && !documented.Except(shown).Except(OnlyAfterwards).Any();
            },
            () => $"documented and not shown: {string.Join(", ", documented.Except(shown).Except(OnlyAfterwards))}");
        await host.StopAsync();

        Assert.Empty(shown.Where(name => !name.StartsWith("devices_up", StringComparison.Ordinal)).Except(documented));
    }

    private async Task<WebApplication> StartAsync()
    {
        var configuration = _folder.Load(CollectorYml);
        configuration = configuration with { Options = configuration.Options with { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] } };
        var host = CollectorHost.Create(configuration);
        host.Services.GetRequiredService<TargetDiscovery>().Use(configuration.Targets);
        await host.StartAsync();
        return host;
    }

    [GeneratedRegex("^# TYPE (?<name>[^ ]+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Types();

    [GeneratedRegex(@"^\| `(?<name>[a-z][a-z0-9_]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Rows();
}
