using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Profiles;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using Xunit.Abstractions;

namespace Collector.Snmp.Tests.Polling.Packing;

/// <summary>Exactly what a poll asks of a device with 50 interfaces that nothing happens to.</summary>
public sealed class SteadyRequestsTests(ITestOutputHelper output) : IDisposable
{
    private const string Agent = "192.0.2.1:161";

    private static readonly SnmpModuleOptions Module = BuiltInProfiles.All.Modules["if_mib"];

    private readonly LaneFixture _lane = new();

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void Everything_in_each_poll()
    {
        var requests = Steady(ModuleCompiler.Compile(Module, 0, []));
        Assert.Equal((1, 34), (requests.Count(IsGet), requests.Count(IsBulk)));
    }

    [Fact]
    public void Names_and_constants_at_their_own_pace()
    {
        var requests = Steady(ModuleCompiler.Compile(Module, 0, [], paces: SnmpPaces.Default.For("if_mib")));
        Assert.Equal((1, 24), (requests.Count(IsGet), requests.Count(IsBulk)));
        Assert.Equal(["1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.31.1.5.0"], requests.Single(IsGet).Names.Select(name => name.ToString())); // last, and for both: the module's own and the guards
        Assert.True(IsGet(requests[^1]));
    }

    private static bool IsGet(FakeRequest request) => request.Type == PduType.Get;

    private static bool IsBulk(FakeRequest request) => request.Type == PduType.GetBulk;

    private List<FakeRequest> Steady(ModulePlan plan)
    {
        var agent = new InterfaceAgent(_lane.Time, 50);
        var target = _lane.Add(Agent, agent.Answer, [plan], new TargetOptions { Interval = TimeSpan.FromSeconds(10) });
        for (var poll = 0; poll < 25; poll++) _lane.Poll(target);
        var sizes = new List<int>();
        _lane.Network.Listen(LaneFixture.Endpoint(Agent), request =>
        {
            var replies = agent.Answer(request).ToList();
            sizes.Add(replies[0].Datagram.Length);
            output.WriteLine($"{request.Type} {request.Names.Count} x {request.MaxRepetitions}: {sizes[^1]} octets");
            return replies;
        });
        var before = _lane.Network.Sent.Count;
        var record = _lane.Poll(target);
        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete, 0), (record.Outcome, record.Truncated, record.Retries));
        Assert.Equal(TargetWindow.UsualCeiling, target.Window.Size); // several requests at once, and none of them in vain
        output.WriteLine($"{sizes.Count} requests, {sizes.Sum()} octets");
        return [.. _lane.Network.Sent.Skip(before).Select(sent => sent.Request!)];
    }
}
