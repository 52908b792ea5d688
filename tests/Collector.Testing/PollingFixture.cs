using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Testing;

/// <summary>A running poll engine with a store of its own, for tests that poll real or simulated agents.</summary>
public sealed class PollingFixture : IAsyncDisposable
{
    private readonly CollectorMeter _meter = new();

    private PollingFixture(SnmpModules modules, PollEngineOptions options, IReadOnlyList<IPublicationObserver> observers, TimeProvider time)
    {
        Modules = modules;
        Engine = new PollEngine(options, Store, modules, _meter, observers, time, NullLoggerFactory.Instance);
    }

    public SeriesStore Store { get; } = new();

    public SnmpModules Modules { get; }

    public PollEngine Engine { get; }

    public static PollingFixture Start(SnmpModules? modules = null, PollEngineOptions? options = null, params IReadOnlyList<IPublicationObserver> observers) =>
        StartAt(TimeProvider.System, modules, options, observers);

    /// <summary>As <see cref="Start"/>, with a clock of the test's own.</summary>
    public static PollingFixture StartAt(TimeProvider time, SnmpModules? modules = null, PollEngineOptions? options = null, params IReadOnlyList<IPublicationObserver> observers)
    {
        var fixture = new PollingFixture(modules ?? Interfaces, options ?? new PollEngineOptions { Lanes = 1 }, observers, time);
        fixture.Engine.Start();
        return fixture;
    }

    /// <summary>A few columns of the interface tables with their usual labels: small enough to know by heart.</summary>
    public static SnmpModules Interfaces { get; } = new(
        [
            new SnmpModuleOptions
            {
                Name = "interfaces",
                Get = [Oid.Parse("1.3.6.1.2.1.1.3.0")],
                Walk = [Oid.Parse("1.3.6.1.2.1.2.2"), Oid.Parse("1.3.6.1.2.1.31.1.1")],
                Metrics =
                [
                    new MetricOptions { Name = "sysUpTime", Oid = Oid.Parse("1.3.6.1.2.1.1.3"), Type = SnmpMetricType.Gauge },
                    Interface("ifInOctets", "1.3.6.1.2.1.2.2.1.10", SnmpMetricType.Counter),
                    Interface("ifOperStatus", "1.3.6.1.2.1.2.2.1.8", SnmpMetricType.Gauge),
                    Interface("ifHCInOctets", "1.3.6.1.2.1.31.1.1.1.6", SnmpMetricType.Counter),
                    Interface("ifHCOutOctets", "1.3.6.1.2.1.31.1.1.1.10", SnmpMetricType.Counter),
                ],
            },
        ],
        [
            new SnmpAuthOptions { Name = "public_v2" },
            new SnmpAuthOptions { Name = "public_v1", Version = Snmp.Messages.SnmpVersion.V1 },
        ]);

    /// <summary>A target as a configuration would make it.</summary>
    public static Target Target(string address, string module = "interfaces", string auth = "public_v2", TimeSpan? interval = null, TimeSpan? timeout = null, int retries = 1) => new()
    {
        Instance = address,
        Address = address,
        Labels = LabelSet.From([new Label("instance", address)]),
        Modules = [module],
        Auth = auth,
        Interval = interval ?? TimeSpan.FromSeconds(10),
        Deadline = interval ?? TimeSpan.FromSeconds(10),
        PacketTimeout = timeout ?? TimeSpan.FromSeconds(5),
        Retries = retries,
    };

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _meter.Dispose();
    }

    private static MetricOptions Interface(string name, string oid, SnmpMetricType type) => new()
    {
        Name = name,
        Oid = Oid.Parse(oid),
        Type = type,
        Indexes = [new IndexOptions { LabelName = "ifIndex", Type = SnmpIndexType.Gauge }],
        Lookups = [new LookupOptions { Labels = ["ifIndex"], LabelName = "ifName", Oid = Oid.Parse("1.3.6.1.2.1.31.1.1.1.1"), Type = SnmpLookupType.DisplayString }],
    };
}
