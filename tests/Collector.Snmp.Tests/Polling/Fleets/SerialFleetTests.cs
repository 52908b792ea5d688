using Collector.Pipeline.Store;
using Collector.Simulator;
using Collector.Snmp.Tests.Polling.Lanes;

namespace Collector.Snmp.Tests.Polling.Fleets;

/// <summary>Simulated agents that work on one request at a time, over real sockets: they count who does not wait.</summary>
public sealed class SerialFleetTests
{
    [Fact]
    public async Task Slow_agents_never_have_two_requests_at_once()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 20, Interfaces = 20, Serial = 1, WorkTime = TimeSpan.FromMilliseconds(500) });
        using var lane = LaneFixture.OnSockets();
        var modules = new[] { 1, 8, 10 }.Select(column => LaneFixture.Walking($"1.3.6.1.2.1.2.2.1.{column}", $"column{column}")).ToArray();
        for (var device = 0; device < 20; device++)
        {
            // No repetitions: a busy machine must not look like a lost request.
            lane.Add(fleet.Endpoint(device).ToString(), modules, new TargetOptions { Interval = TimeSpan.FromSeconds(8), Timeout = TimeSpan.FromSeconds(8), Retries = 0 });
        }

        lane.TurnUntil(() => lane.Targets.TrueForAll(target => target.Series.History.Finished >= 3));

        Assert.All(lane.Targets, target => Assert.Equal(PollOutcome.Answered, target.Series.History.Recent()[0].Outcome));
        Assert.Equal((0, 1), (fleet.Counters.Overlaps, fleet.Counters.PeakOutstandingOfADevice));
    }
}
