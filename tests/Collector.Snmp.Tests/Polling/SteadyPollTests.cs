using Collector.Export.Instruments;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Simulator;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Paces;
using Collector.Snmp.Security;
using Collector.Snmp.Security.Usm;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Snmp.Tests.Polling;

/// <summary>The whole way of a poll, from the timer to the published snapshot, on the thread of the test.</summary>
public sealed class SteadyPollTests
{
    [Fact]
    public async Task A_poll_in_steady_state_allocates_nothing()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 50 });
        using var meter = new CollectorMeter();
        using var page = new MeterPage(meter); // it listens to the histograms of polls
        using var keys = new KeyStore(workers: 1);
        var store = new SeriesStore();
        using var lane = new Lane(
            TransportFactory.Create(new TransportOptions(), TimeProvider.System), store, new PollMetrics(meter.Meter, keys).AddLane(), [], keys, TimeProvider.System, NullLogger.Instance);
        var series = Start(lane, store, fleet.Endpoint(0).ToString());
        TurnUntil(lane, series, polls: 5);

        var allocated = Allocations.InSteadyState(() => TurnUntil(lane, series, series.History.Finished + 3));

        Assert.Equal(0, allocated);
        Assert.Equal(PollOutcome.Answered, series.History.Recent()[0].Outcome);
        Assert.Equal(1 + 4 * 50, SeriesReading.Read(series).Count);
    }

    [Fact]
    public async Task Neither_does_one_that_carries_names_and_constants_over()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 50, Epoch = DateTimeOffset.UtcNow.AddHours(-1) });
        using var keys = new KeyStore(workers: 1);
        var (store, metrics) = (new SeriesStore(), new LaneMetrics());
        using var lane = new Lane(TransportFactory.Create(new TransportOptions(), TimeProvider.System), store, metrics, [], keys, TimeProvider.System, NullLogger.Instance);
        var series = Start(lane, store, fleet.Endpoint(0).ToString(), PacedModules.Rare);
        TurnUntil(lane, series, polls: 8);
        var carried = metrics.ObjectsCarried;

        Assert.Equal(0, Allocations.InSteadyState(() => TurnUntil(lane, series, series.History.Finished + 3)));

        Assert.True(metrics.ObjectsCarried >= carried + 9);
        Assert.Equal(2 * 50, SeriesReading.Read(series).Count);
    }

    private static TargetSeries Start(Lane lane, SeriesStore store, string address, ModulePlan? plan = null)
    {
        var target = PollingFixture.Target(address, interval: TimeSpan.FromMilliseconds(100));
        var series = new TargetSeries(target, target.Modules);
        plan ??= ModuleCompiler.Compile(PollingFixture.Interfaces.Modules["interfaces"], 0, new ConfigurationProblems());
        var onLane = new LaneTarget(lane, series, [plan], new CommunitySecurity(SnmpVersion.V2c, Secret.From("public")), new PacketTimeouts(TimeSpan.FromSeconds(5), 1));
        Assert.True(TargetAddress.TryParse(address, out var parsed, out _) && parsed.TryGetEndpoint(out _));
        parsed.TryGetEndpoint(out var endpoint);
        onLane.Address.Publish(new ResolvedAddress(endpoint));
        store.Change(new HashSet<TargetSeries>(), [series]);
        lane.Change([], [onLane]);
        return series;
    }

    private static void TurnUntil(Lane lane, TargetSeries series, long polls)
    {
        while (series.History.Finished < polls) lane.Turn();
    }
}
