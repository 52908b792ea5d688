using Collector.Pipeline.Store;
using Collector.Simulator;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Polling;
using Collector.Snmp.Profiles;
using Collector.Snmp.Tests.Polling.Lanes;

namespace Collector.Snmp.Tests.Polling.Fleets;

/// <summary>Simulated agents that cannot do many repetitions, over real sockets: they are read whole, and asked for too much hardly ever.</summary>
public sealed class OddFleetTests
{
    private const int Devices = 10;
    private const int Interfaces = 70;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Agents_that_send_nothing_above_ten_repetitions_are_soon_asked_for_no_more(bool packs)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = Devices, Interfaces = Interfaces, Breaking = 1 });
        using var lane = LaneFixture.OnSockets();
        AddAll(lane, fleet, maxRepetitions: 25, packs);

        UntilPolled(lane, 2);
        var tried = fleet.Counters.Overtaxed;
        Assert.InRange(tried, 1, Devices * 2 * 4); // two walks, 25 and 12, and chance
        UntilPolled(lane, 4);

        AssertWhole(lane);
        Assert.InRange(fleet.Counters.Overtaxed, tried, tried + 2); // what a busy machine lost
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Agents_that_leave_rows_out_above_55_repetitions_never_show_it(bool packs)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = Devices, Interfaces = Interfaces, Skipping = 1 });
        using var lane = LaneFixture.OnSockets();
        AddAll(lane, fleet, maxRepetitions: 100, packs);

        for (var polls = 1; polls <= 4; polls++)
        {
            UntilPolled(lane, polls);
            AssertWhole(lane);
        }

        Assert.InRange(fleet.Counters.Overtaxed, 0, packs ? 0 : Devices * 50); // 43 requests of each device, in its second poll
    }

    private static void AddAll(LaneFixture lane, SimulatedFleet fleet, int maxRepetitions, bool packs)
    {
        var module = BuiltInProfiles.All.Modules["if_mib"] with { MaxRepetitions = maxRepetitions, PacksColumns = packs };
        for (var device = 0; device < Devices; device++)
            lane.Add(fleet.Endpoint(device).ToString(), [ModuleCompiler.Compile(module, 0, [])], new TargetOptions { Interval = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromSeconds(0.5) });
    }

    private static void UntilPolled(LaneFixture lane, int polls) => lane.TurnUntil(() => lane.Targets.TrueForAll(target => target.Series.History.Finished >= polls));

    private static void AssertWhole(LaneFixture lane) => Assert.All(lane.Targets, target =>
    {
        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (target.Series.History.Recent()[0].Outcome, target.Series.History.Recent()[0].Truncated));
        Assert.Equal(Enumerable.Range(1, Interfaces), IndexesOf(target, "ifHCInOctets"));
        Assert.Equal(Enumerable.Range(1, Interfaces), IndexesOf(target, "ifInErrors"));
    });

    private static IEnumerable<int> IndexesOf(LaneTarget target, string family) => LaneFixture.Series(target).Keys
        .Where(key => key.StartsWith(family + "{", StringComparison.Ordinal)).Select(key => int.Parse(key.Split("ifIndex=\"")[1].Split('"')[0], System.Globalization.CultureInfo.InvariantCulture)).Order();
}
