using System.Collections.Concurrent;
using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Interop.Tests.Prometheus;
using Collector.Simulator;
using Collector.Simulator.Gnmi;
using Collector.Testing;

namespace Collector.Interop.Tests.Deploy;

/// <summary>A network in which everything is wrong that rules and dashboards tell of, the collector that watches it, and the Prometheus and Alertmanager that the deploy folder is for.</summary>
/// <remarks>First all is well for some scrapes: what fell must have stood.</remarks>
public sealed class MonitoredFleet : IAsyncLifetime
{
    private const int Doomed = 3; // the site that dies
    private const int Loops = 1; // one of the other site's steps back, so that its walk never ends

    private static readonly IPAddress Address = IPAddress.Parse("127.76.4.1");

    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedFleet _doomed = SimulatedFleet.Start(new SimulatorOptions { Devices = Doomed, Interfaces = 2, BaseAddress = IPAddress.Parse("127.76.20.1") });
    private readonly SimulatedFleet _loops = SimulatedFleet.Start(new SimulatorOptions { Devices = Loops, Interfaces = 9, BaseAddress = IPAddress.Parse("127.76.21.1"), SteppingBack = 1 });
    private readonly BrokenDevice _broken = new("127.76.22.1");
    private readonly SimulatedFleet _well = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 2, BaseAddress = IPAddress.Parse("127.76.25.1") });
    private readonly ConcurrentDictionary<string, bool> _fired = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ends = new();
    private Task _watching = Task.CompletedTask;
    private GnmiFleet? _streaming;
    private CollectorProgram? _collector;
    private RealAlertmanager? _alertmanager;
    private RealPrometheus? _prometheus;

    internal RealPrometheus Prometheus => _prometheus!;

    /// <summary>Whether the Alertmanager was ever told of an alert: some pass, as they do when a restart is some time ago.</summary>
    public bool HasFired(string alert) => _fired.ContainsKey(alert);

    public async Task InitializeAsync()
    {
        _streaming = await GnmiFleet.StartAsync(new GnmiFleetOptions { Devices = 2, Interfaces = 2, BaseAddress = IPAddress.Parse("127.76.23.1") });
        _folder.Write("targets.json", "[]");
        var listen = FreePort.Tcp(Address);
        _collector = await CollectorProgram.StartAsync(_folder.Write("collector.yml", Configuration(listen)), listen);
        _alertmanager = await RealAlertmanager.StartAsync();
        _prometheus = await RealPrometheus.StartAsync($$"""
              - job_name: collector
                honor_labels: true
                static_configs: [ { targets: ["{{_collector.Address.Authority}}", "127.76.4.2:9"] } ]
            """, HastenedRules.Text, _alertmanager.Address);
        await Prometheus.UntilAsync("all devices are up", async () => await Prometheus.ValueAsync("sum(collector_target_up)") == Doomed + Loops + 2 + 2);
        await Prometheus.UntilAsync("the device has been up for the scaled ten minutes", async () => await Prometheus.ValueAsync("sum(sysUpTime{site=\"fra1\"} offset 12s)") > 0);
        _watching = WatchAlertsAsync();
        await BreakAsync();
    }

    public async Task DisposeAsync()
    {
        await _ends.CancelAsync();
        await _watching;
        _ends.Dispose();
        await _well.DisposeAsync();
        if (_prometheus is not null) await _prometheus.DisposeAsync();
        if (_alertmanager is not null) await _alertmanager.DisposeAsync();
        if (_collector is not null) await _collector.DisposeAsync();
        if (_streaming is not null) await _streaming.DisposeAsync();
        _broken.Dispose();
        await _loops.DisposeAsync();
        await _doomed.DisposeAsync();
        _folder.Dispose();
    }

    private static string Endpoints(SimulatedFleet fleet) => string.Join(", ", Enumerable.Range(0, fleet.Options.Devices).Select(device => $"\"{fleet.Endpoint(device)}\""));

    /// <summary>Nobody takes what it writes: one receiver is not there, and the other is the collector, which is none. Nor does anybody answer for its inventory.</summary>
    private string Configuration(IPEndPoint listen) => $$"""
        defaults: { interval: 1s, timeout: 300ms, retries: 1 }
        gnmi:
          encoding: proto
          insecure: true
          subscriptions:
            counters: { paths: ["/interfaces/interface/state/counters", "/interfaces/interface/state/oper-status", "/interfaces/interface/state/admin-status"], mode: stream, stream-mode: sample, sample-interval: 1s }
            rest: { paths: ["/interfaces/interface/ethernet/state", "/system", "/components"], mode: stream, stream-mode: sample, sample-interval: 1s }
        remote_write:
          - { name: gone, url: "http://127.76.4.2:9/" }
          - { name: none, url: "http://{{listen}}/" }
        targets:
          http: [ { url: "http://127.76.4.2:9/", refresh_interval: 1s } ]
          files: ["targets.json"]
          static:
            - { targets: [{{Endpoints(_doomed)}}], labels: { site: ams1, __param_module: if_mib } }
            - { targets: [{{Endpoints(_well)}}], labels: { site: fra1, __param_module: "system,if_mib,hrDevice,hrStorage,entity_mib,entity_sensor" } }
            - { targets: [{{Endpoints(_loops)}}], labels: { site: fra1, __param_module: "if_mib" } }
            - { targets: ["{{_broken.Endpoint}}"], labels: { site: fra1, __param_module: "if_mib,bgp4_mib,juniper_optics,cisco_envmon,entity_sensor" } }
            - { targets: ["{{_streaming!.Endpoint(0)}}", "{{_streaming.Endpoint(1)}}"], labels: { site: fra1, __protocol__: gnmi } }
        """;

    private async Task BreakAsync()
    {
        for (var device = 0; device < Doomed; device++) _doomed.Device(device).Kill();
        _broken.Break();
        _streaming!.CutAll();
        _folder.Write("targets.json", "[ { \"targets\": ");
        _folder.Write("collector.yml", "defaults: { interval: soon }");
        using var http = new HttpClient();
        using var refused = await http.PostAsync(new Uri(_collector!.Address, "-/reload"), null);
        Assert.False(refused.IsSuccessStatusCode);

        // Overloaded: the whole process stands still while polls are due.
        _collector.Stop();
        await Prometheus.UntilAsync("scrapes fail", async () => await Prometheus.ValueAsync($"up{{instance=\"{_collector.Address.Authority}\"}}") == 0);
        _collector.Continue();
    }

    private async Task WatchAlertsAsync()
    {
        using var everySoOften = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await everySoOften.WaitForNextTickAsync(_ends.Token))
            {
                foreach (var (name, _) in await _alertmanager!.AlertsAsync()) _fired[name] = true;
            }
        }
        catch (OperationCanceledException)
        {
            // The tests are over.
        }
    }
}
