using System.Globalization;
using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Simulator;
using Collector.Simulator.Gnmi;
using Collector.Testing;

namespace Collector.Interop.Tests.RemoteWrite;

/// <summary>A simulated fleet, the daemon that polls it every second, and the two databases that it sends everything to.</summary>
public sealed class PushedFleet : IAsyncLifetime
{
    public const int Interfaces = 4;

    /// <summary>An interface of it is removed.</summary>
    public const int RowDevice = 0;

    /// <summary>The devices that a test looks at as a whole, and then removes.</summary>
    public static readonly int[] Many = [.. Enumerable.Range(1, 12)];

    private static readonly IPAddress Address = IPAddress.Parse("127.76.40.1");

    private readonly TemporaryFolder _folder = new();
    private CollectorProgram? _collector;
    private ReceivingStore? _prometheus;
    private ReceivingStore? _victoria;

    public DateTimeOffset Epoch { get; } = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(-11).ToUnixTimeSeconds());

    public SimulatedFleet Fleet { get; private set; } = null!;

    /// <summary>A device that streams, and whose clock is ten years ahead.</summary>
    public GnmiFleet Ahead { get; private set; } = null!;

    internal ReceivingStore Prometheus => _prometheus!;

    internal ReceivingStore Victoria => _victoria!;

    public string Instance(int device) => Fleet.Endpoint(device).ToString();

    public async Task InitializeAsync()
    {
        Fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = Many.Length + 1, Interfaces = Interfaces, BaseAddress = IPAddress.Parse("127.76.41.1"), Epoch = Epoch });
        Ahead = await GnmiFleet.StartAsync(new GnmiFleetOptions { Devices = 1, Interfaces = 2, BaseAddress = IPAddress.Parse("127.76.42.1"), Time = new AheadTime(TimeSpan.FromDays(3652)) });
        _prometheus = await ReceivingStore.StartPrometheusAsync(Address);
        _victoria = await ReceivingStore.StartVictoriaAsync(Address);
        WriteMany(Many);
        _collector = await CollectorProgram.StartAsync(_folder.Write("collector.yml", $$"""
            defaults: { interval: 1s, timeout: 400ms, retries: 1, modules: [if_mib] }
            gnmi:
              insecure: true
              subscriptions: { ifc: { paths: [/interfaces], stream-mode: sample, sample-interval: 1s } }
              targets: { ahead: { address: "{{Ahead.Endpoint(0)}}" } }
            targets:
              static: [ { targets: ["{{Instance(RowDevice)}}"] } ]
              files: ["targets/*.json"]
            remote_write:
              - { name: prometheus, url: "{{Prometheus.WriteUrl}}", queue_config: { batch_send_deadline: 1s }, metadata_config: { send_interval: 1s } }
              - { name: victoria, url: "{{Victoria.WriteUrl}}", queue_config: { batch_send_deadline: 1s }, metadata_config: { send_interval: 1s }, external_labels: { region: eu }, protobuf_message: io.prometheus.write.v2.Request }
            """), Address);
    }

    /// <summary>Puts the file of <see cref="Many"/> in place.</summary>
    public void WriteMany(IEnumerable<int> devices)
    {
        var text = $"[ {{ \"targets\": [ {string.Join(", ", devices.Select(device => $"\"{Instance(device)}\""))} ] }} ]";
        Directory.CreateDirectory(Path.GetDirectoryName(_folder["targets/many.json"])!);
        File.Move(_folder.Write("next", text), _folder["targets/many.json"], overwrite: true);
    }

    /// <summary>Walks of a device that were cut short.</summary>
    public Task<double> CutWalksAsync(int device) => SumAsync(Instance(device), "collector_walk_truncated_total{");

    /// <summary>Times of the device whose clock is ahead that were not believed.</summary>
    public Task<double> UnbelievedAsync() => SumAsync("ahead", "collector_gnmi_timestamp_problems_total{", "problem=\"future\"");

    /// <summary>Counters of the daemon's remote write, by name and labels.</summary>
    public async Task<IReadOnlyDictionary<string, double>> CountersAsync()
    {
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(_collector!.Address, "metrics/collector"));
        return page.Split('\n').Where(line => line.StartsWith("collector_remote_write_", StringComparison.Ordinal)).Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    public async Task DisposeAsync()
    {
        if (_collector is not null) await _collector.DisposeAsync();
        if (_prometheus is not null) await _prometheus.DisposeAsync();
        if (_victoria is not null) await _victoria.DisposeAsync();
        await Fleet.DisposeAsync();
        await Ahead.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<double> SumAsync(string instance, string start, string label = "")
    {
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(_collector!.Address, $"metrics?instance={Uri.EscapeDataString(instance)}"));
        return page.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal)).Sum(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
    }
}
