using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Profiles;
using Collector.Testing;
using Xunit.Abstractions;

namespace Collector.Snmp.Tests.Polling.Paces;

/// <summary>What paces and full packets together leave of the requests that a device with 50 interfaces gets, counted by the device.</summary>
public sealed class SavedRequestsTests(ITestOutputHelper output) : IDisposable
{
    private const int Interfaces = 50;
    private const int Polls = 20; // of a minute each: every pace has come round twice
    private const int LargestReply = 1472 - 40; // of an Ethernet frame, what is left for varbinds

    private readonly LaneFixture _lane = new();
    private readonly List<AgentVarbind> _mib = [.. InterfaceTables().OrderBy(varbind => varbind.Name)];

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void A_steady_device_with_long_values_gets_two_fifths_of_the_requests_at_most_and_shows_the_same_series()
    {
        var module = BuiltInProfiles.All.Modules["if_mib"];
        var (whole, wholeSeries) = Count("192.0.2.1:161", ModuleCompiler.Compile(module with { PacksColumns = false }, 0, []));
        var (packed, packedSeries) = Count("192.0.2.2:161", ModuleCompiler.Compile(module, 0, []));
        var (paced, pacedSeries) = Count("192.0.2.3:161", ModuleCompiler.Compile(module, 0, [], paces: SnmpPaces.Default.For("if_mib")));

        output.WriteLine($"{whole} requests as walks, {packed} with full packets, {paced} with paces as well");
        Assert.InRange(paced, 1, Math.Min(whole * 40 / 100, packed * 85 / 100));
        Assert.Equal(wholeSeries.Order(StringComparer.Ordinal), pacedSeries.Order(StringComparer.Ordinal));
        Assert.Equal(wholeSeries.Count(), packedSeries.Count());
    }

    private (int Requests, IEnumerable<string> Series) Count(string address, ModulePlan plan)
    {
        var target = _lane.Add(address, request => [Answer(request)], [plan]);
        for (var poll = 0; poll < 10; poll++) _lane.Poll(target);
        var before = _lane.Network.Sent.Count;
        for (var poll = 0; poll < Polls; poll++) Assert.Equal(Collector.Pipeline.Store.PollOutcome.Answered, _lane.Poll(target).Outcome);
        var requests = _lane.Network.Sent.Count - before;
        var series = LaneFixture.Series(target).Keys.ToList();
        _lane.Lane.Change([target], []);
        return (requests, series);
    }

    private FakeReply Answer(FakeRequest request)
    {
        var names = request.Names.ToArray();
        if (request.Type == PduType.Get) return request.Reply([.. names.Select(name => Find(name))]);
        var (varbinds, octets) = (new List<AgentVarbind>(), 0);
        for (var repetition = 0; repetition < request.MaxRepetitions; repetition++)
        {
            for (var i = 0; i < names.Length; i++)
            {
                var next = Next(names[i]);
                octets += next.Name.Encoded.Length + next.Content.Length + 6;
                if (octets > LargestReply) return request.Reply([.. varbinds]);
                varbinds.Add(next);
                names[i] = next.Name;
            }
        }

        return request.Reply([.. varbinds]);
    }

    private AgentVarbind Find(Oid name) => name.ToString() == RenumberingDevice.UpTime
        ? AgentVarbind.TimeTicks(RenumberingDevice.UpTime, (uint)(_lane.Time.GetUtcNow().ToUnixTimeSeconds() % 10_000_000 * 100))
        : _mib.Find(varbind => varbind.Name == name) ?? AgentVarbind.Exception(name, SmiType.NoSuchInstance);

    private AgentVarbind Next(Oid name)
    {
        var (low, high) = (0, _mib.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_mib[middle].Name > name) high = middle;
            else low = middle + 1;
        }

        return low < _mib.Count ? _mib[low] : AgentVarbind.Exception(name, SmiType.EndOfMibView);
    }

    /// <summary>ifTable and ifXTable with values as long as those of a device that has been running for months.</summary>
    private static IEnumerable<AgentVarbind> InterfaceTables()
    {
        yield return AgentVarbind.Integer("1.3.6.1.2.1.2.1.0", Interfaces);
        yield return AgentVarbind.TimeTicks(RenumberingDevice.LastChange, 1234);
        yield return AgentVarbind.Gauge32("1.3.6.1.2.1.90.1.0", 1); // behind the tables
        for (var index = 1; index <= Interfaces; index++)
        {
            foreach (var column in Enumerable.Range(1, 22)) yield return OfIfTable($"1.3.6.1.2.1.2.2.1.{column}.{index}", column, index);
            foreach (var column in Enumerable.Range(1, 19)) yield return OfIfXTable($"1.3.6.1.2.1.31.1.1.1.{column}.{index}", column, index);
        }
    }

    private static AgentVarbind OfIfTable(string name, int column, int index) => column switch
    {
        2 => AgentVarbind.Text(name, $"TenGigabitEthernet1/0/{index}"),
        3 => AgentVarbind.Integer(name, 6),
        1 or 4 or 7 or 8 => AgentVarbind.Integer(name, column),
        5 => AgentVarbind.Gauge32(name, uint.MaxValue),
        6 => AgentVarbind.Octets(name, 2, 0, 0, 0, 0, (byte)index),
        9 => AgentVarbind.TimeTicks(name, 12_345_678),
        22 => AgentVarbind.ObjectId(name, "0.0"),
        _ => AgentVarbind.Counter32(name, 3_000_000_000),
    };

    private static AgentVarbind OfIfXTable(string name, int column, int index) => column switch
    {
        1 => AgentVarbind.Text(name, $"Te1/0/{index}"),
        14 or 16 or 17 => AgentVarbind.Integer(name, 1),
        15 => AgentVarbind.Gauge32(name, 10_000),
        18 => AgentVarbind.Text(name, $"to customer {index}, circuit {1000 + index}"),
        19 => AgentVarbind.TimeTicks(name, 0),
        < 6 => AgentVarbind.Counter32(name, 3_000_000_000),
        _ => AgentVarbind.Counter64(name, 300_000_000_000_000),
    };
}
