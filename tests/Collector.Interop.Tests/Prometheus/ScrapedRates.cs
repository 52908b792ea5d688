using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Simulator;
using Collector.Testing;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>Two devices whose counters grow evenly, polled every one and every two seconds, and a Prometheus that scrapes them in every way that the docs speak of.</summary>
public sealed class ScrapedRates : IAsyncLifetime
{
    /// <summary>Polled every second.</summary>
    public const int EverySecond = 0;

    /// <summary>Polled every two seconds.</summary>
    public const int EveryOtherSecond = 1;

    private static readonly IPAddress Address = IPAddress.Parse("127.76.4.1");

    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedFleet _fleet = SimulatedFleet.Start(new SimulatorOptions
    {
        Devices = 2, Interfaces = 1, BaseAddress = IPAddress.Parse("127.76.18.1"), Epoch = DateTimeOffset.UtcNow.AddDays(-11),
    });

    private CollectorProgram? _plain;
    private CollectorProgram? _stamped;
    private CollectorProgram? _writing;
    private RealPrometheus? _prometheus;

    internal RealPrometheus Prometheus => _prometheus!;

    public async Task InitializeAsync()
    {
        var targets = $$"""
            targets:
              static:
                - { targets: ["{{_fleet.Endpoint(EverySecond)}}"], labels: { device: "{{EverySecond}}", __scrape_interval__: 1s } }
                - { targets: ["{{_fleet.Endpoint(EveryOtherSecond)}}"], labels: { device: "{{EveryOtherSecond}}", __scrape_interval__: 2s } }
            """;
        _plain = await CollectorProgram.StartAsync(_folder.Write("plain.yml", targets), Address);
        _stamped = await CollectorProgram.StartAsync(_folder.Write("stamped.yml", "metrics: { timestamps: true }\n" + targets), Address);
        _prometheus = await RealPrometheus.StartAsync($$"""
              - { job_name: plain, honor_labels: true, static_configs: [ { targets: ["{{_plain.Address.Authority}}"] } ] }
              - { job_name: seldom, honor_labels: true, scrape_interval: 2s, static_configs: [ { targets: ["{{_plain.Address.Authority}}"] } ] }
              - { job_name: timestamps, honor_labels: true, static_configs: [ { targets: ["{{_stamped.Address.Authority}}"] } ] }
            """);
        _writing = await CollectorProgram.StartAsync(_folder.Write("writing.yml", $$"""
            remote_write:
              - { url: "{{Prometheus.WriteUrl}}", external_labels: { job: remote_write }, queue_config: { batch_send_deadline: 1s } }
            {{targets}}
            """), Address);
    }

    public async Task DisposeAsync()
    {
        if (_writing is not null) await _writing.DisposeAsync();
        if (_prometheus is not null) await _prometheus.DisposeAsync();
        if (_stamped is not null) await _stamped.DisposeAsync();
        if (_plain is not null) await _plain.DisposeAsync();
        await _fleet.DisposeAsync();
        _folder.Dispose();
    }
}
