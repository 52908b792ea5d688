using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling.OnDemand;
using Collector.Snmp.Security;
using Collector.Snmp.Transport;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling.OnDemand;

/// <summary>Walks take turns with the tests of other classes, whose allocations would count.</summary>
[Collection(nameof(OnDemandAllocationTests))]
[CollectionDefinition(nameof(OnDemandAllocationTests), DisableParallelization = true)]
public sealed class OnDemandAllocationTests
{
    private const int Rows = 500;

    /// <summary>Bytes of one request, from the question to the disposal of its result, however many rows it has: tasks, timers, the books. A row of its own would be 16,000 for the values alone.</summary>
    private const int MostBytes = 6_000;

    [Fact]
    public async Task A_repeated_walk_finds_its_rows_known_and_its_room_waiting()
    {
        using var agent = new CannedAgent(
            "127.64.0.2",
            [.. Enumerable.Range(1, Rows).Select(row => AgentVarbind.Gauge32($"{Root}.1.{row}", (uint)row))],
            [.. Enumerable.Range(1, Rows).Select(row => AgentVarbind.Gauge32($"{Root}.2.{row}", (uint)row))],
            [AgentVarbind.Exception(Oid.Parse($"{Root}.2.{Rows}"), SmiType.EndOfMibView)]);
        var module = Options(Metric("m", Root + ".1", SnmpMetricType.Gauge, [Index("i")]), Metric("n", Root + ".2", SnmpMetricType.Gauge, [Index("i")]))
            with { Name = "canned", Walk = [Oid.Parse(Root)], MaxRepetitions = Rows };
        await using var polling = PollingFixture.Start(new SnmpModules([module], [new SnmpAuthOptions { Name = "public_v2" }]));
        var request = new OnDemandRequest(TransportEndpoint.From(agent.Endpoint), "canned", "public_v2", SnmpContext.Default);
        for (var i = 0; i < 50; i++) await WalkAsync(polling, request);

        // What earlier tests left running, and who writes their results down, may allocate beside many rounds, but not beside all of them.
        const int Walks = 20;
        var least = long.MaxValue;
        for (var round = 0; round < 200 && least / Walks > MostBytes; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Walks; i++) await WalkAsync(polling, request);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.InRange(least / Walks, 0, MostBytes);
    }

    private static async Task WalkAsync(PollingFixture polling, OnDemandRequest request)
    {
        using var result = (await polling.Engine.OnDemand.PollAsync(request, TimeSpan.FromSeconds(60), default)).Result!;
        Assert.Equal(2 * Rows, result.Modules[0].Varbinds);
    }
}
