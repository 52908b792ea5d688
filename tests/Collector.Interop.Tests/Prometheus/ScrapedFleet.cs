using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Simulator;
using Collector.Testing;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>A simulated fleet, the daemon that polls it, and the Prometheus that scrapes the daemon. Every test has devices of its own in it.</summary>
public sealed class ScrapedFleet : IAsyncLifetime
{
    /// <summary>Polled every 200 ms; the others every second.</summary>
    public const int FastDevice = 0;

    public const int RowDevice = 1;

    public const int KilledDevice = 2;

    /// <summary>The devices of <see cref="PairFile"/>.</summary>
    public static readonly int[] Pair = [3, 4];

    /// <summary>The devices of <see cref="TenFile"/>.</summary>
    public static readonly int[] Ten = [.. Enumerable.Range(5, 10)];

    /// <summary>In no file at first.</summary>
    public const int SpareDevice = 15;

    /// <summary>Polled by the second daemon, which a test kills.</summary>
    public const int OrphanDevice = 16;

    public const string PairFile = "targets/pair.json";
    public const string TenFile = "targets/ten.yml";

    private static readonly IPAddress Address = IPAddress.Parse("127.76.3.1");

    private readonly TemporaryFolder _folder = new();
    private CollectorProgram? _collector;
    private CollectorProgram? _doomed;
    private RealPrometheus? _prometheus;

    public SimulatedFleet Fleet { get; } = SimulatedFleet.Start(new SimulatorOptions
    {
        Devices = 17, Interfaces = 3, BaseAddress = IPAddress.Parse("127.76.16.1"), Epoch = DateTimeOffset.UtcNow.AddDays(-11),
    });

    internal CollectorProgram Collector => _collector!;

    /// <summary>The daemon that a test kills.</summary>
    internal CollectorProgram Doomed => _doomed!;

    internal RealPrometheus Prometheus => _prometheus!;

    /// <summary>The target's instance, as everywhere.</summary>
    public string Instance(int device) => Fleet.Endpoint(device).ToString();

    public async Task InitializeAsync()
    {
        WriteTargets(PairFile, Pair);
        WriteTargets(TenFile, Ten);
        // A poll's deadline is its interval: one try and one more must fit in, so that a dead device is found out by a whole poll.
        const string defaults = "defaults: { interval: 1s, timeout: 400ms, retries: 1 }";
        _collector = await CollectorProgram.StartAsync(_folder.Write("collector.yml", $$"""
            {{defaults}}
            targets:
              static:
                - { targets: ["{{Instance(FastDevice)}}"], labels: { __scrape_interval__: 200ms } }
                - { targets: ["{{Instance(RowDevice)}}", "{{Instance(KilledDevice)}}"], labels: { site: ams1 } }
              files: ["targets/*.json", "targets/*.yml"]
            """), Address);
        _doomed = await CollectorProgram.StartAsync(_folder.Write("doomed.yml", $$"""
            {{defaults}}
            targets: { static: [ { targets: ["{{Instance(OrphanDevice)}}"] } ] }
            """), Address);
        _prometheus = await RealPrometheus.StartAsync($$"""
              - { job_name: collector, honor_labels: true, static_configs: [ { targets: ["{{Collector.Address.Authority}}"] } ] }
              - { job_name: doomed, honor_labels: true, static_configs: [ { targets: ["{{Doomed.Address.Authority}}"] } ] }
              - job_name: timestamps
                honor_labels: true
                params: { timestamps: ["1"], instance: ["{{Instance(RowDevice)}}"] }
                static_configs: [ { targets: ["{{Collector.Address.Authority}}"] } ]
            """);
        await Prometheus.UntilAsync("all devices are up", async () => await Prometheus.ValueAsync("""count(ifNumber{job=~"collector|doomed"})""") == 16);
    }

    /// <summary>Puts a target file in place as careful programs do: written beside it, and renamed.</summary>
    public void WriteTargets(string file, IEnumerable<int> devices)
    {
        var text = $"[ {{ \"targets\": [ {string.Join(", ", devices.Select(device => $"\"{Instance(device)}\""))} ], \"labels\": {{ \"file\": \"{Path.GetFileName(file)}\" }} }} ]";
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
        File.Move(_folder.Write("next", text), _folder[file], overwrite: true);
    }

    public async Task DisposeAsync()
    {
        if (_prometheus is not null) await _prometheus.DisposeAsync();
        if (_doomed is not null) await _doomed.DisposeAsync();
        if (_collector is not null) await _collector.DisposeAsync();
        await Fleet.DisposeAsync();
        _folder.Dispose();
    }
}
