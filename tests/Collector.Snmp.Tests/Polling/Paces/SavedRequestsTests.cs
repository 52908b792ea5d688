using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Profiles;
using Collector.Snmp.Tests.Polling.Lanes;
using Xunit.Abstractions;

namespace Collector.Snmp.Tests.Polling.Paces;

/// <summary>What paces and full packets together leave of the requests that a device with 50 interfaces gets, counted by the device.</summary>
public sealed class SavedRequestsTests(ITestOutputHelper output) : IDisposable
{
    private const int Polls = 20; // of a minute each: every pace has come round twice

    private readonly LaneFixture _lane = new();

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void A_steady_device_with_long_values_gets_a_third_of_the_requests_at_most_and_shows_the_same_series()
    {
        var module = BuiltInProfiles.All.Modules["if_mib"];
        var (whole, wholeSeries) = Count("192.0.2.1:161", ModuleCompiler.Compile(module with { PacksColumns = false }, 0, []));
        var (packed, packedSeries) = Count("192.0.2.2:161", ModuleCompiler.Compile(module, 0, []));
        var (paced, pacedSeries) = Count("192.0.2.3:161", ModuleCompiler.Compile(module, 0, [], paces: SnmpPaces.Default.For("if_mib")));

        output.WriteLine($"{whole} requests as walks, {packed} with full packets, {paced} with paces as well");
        Assert.InRange(paced, 1, Math.Min(whole / 3, packed * 85 / 100));
        Assert.Equal(wholeSeries.Order(StringComparer.Ordinal), pacedSeries.Order(StringComparer.Ordinal));
        Assert.Equal(wholeSeries.Count(), packedSeries.Count());
    }

    private (int Requests, IEnumerable<string> Series) Count(string address, ModulePlan plan)
    {
        var target = _lane.Add(address, new InterfaceAgent(_lane.Time, 50).Answer, [plan]);
        for (var poll = 0; poll < 10; poll++) _lane.Poll(target);
        var before = _lane.Network.Sent.Count;
        for (var poll = 0; poll < Polls; poll++) Assert.Equal(Collector.Pipeline.Store.PollOutcome.Answered, _lane.Poll(target).Outcome);
        var requests = _lane.Network.Sent.Count - before;
        var series = LaneFixture.Series(target).Keys.ToList();
        _lane.Lane.Change([target], []);
        return (requests, series);
    }
}
