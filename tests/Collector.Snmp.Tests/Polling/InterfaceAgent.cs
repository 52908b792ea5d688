using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Tests.Polling.Paces;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>An agent with the whole of ifTable and ifXTable, whose values are as long as those of a device that has been running for months.</summary>
internal sealed class InterfaceAgent(ManualTime time, int interfaces)
{
    private const int LargestReply = 1472 - 40; // of an Ethernet frame, what is left for varbinds

    private readonly AgentVarbind[] _mib = [.. InterfaceTables(interfaces).OrderBy(varbind => varbind.Name)];

    /// <summary>As RFC 3416 section 4.2.3 allows: a reply ends with the last varbind that fits into a frame.</summary>
    public IEnumerable<FakeReply> Answer(FakeRequest request)
    {
        var names = request.Names.ToArray();
        if (request.Type == PduType.Get) return [request.Reply([.. names.Select(Find)])];
        var (varbinds, octets) = (new List<AgentVarbind>(), 0);
        for (var repetition = 0; repetition < request.MaxRepetitions; repetition++)
        {
            for (var i = 0; i < names.Length; i++)
            {
                var next = Next(names[i]);
                octets += next.Name.Encoded.Length + next.Content.Length + 6;
                if (octets > LargestReply) return [request.Reply([.. varbinds])];
                varbinds.Add(next);
                names[i] = next.Name;
            }
        }

        return [request.Reply([.. varbinds])];
    }

    private AgentVarbind Find(Oid name) => name.ToString() == RenumberingDevice.UpTime
        ? AgentVarbind.TimeTicks(RenumberingDevice.UpTime, (uint)(time.GetUtcNow().ToUnixTimeSeconds() % 10_000_000 * 100))
        : Array.Find(_mib, varbind => varbind.Name == name) ?? AgentVarbind.Exception(name, SmiType.NoSuchInstance);

    private AgentVarbind Next(Oid name)
    {
        var (low, high) = (0, _mib.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_mib[middle].Name > name) high = middle;
            else low = middle + 1;
        }

        return low < _mib.Length ? _mib[low] : AgentVarbind.Exception(name, SmiType.EndOfMibView);
    }

    /// <summary>ifTable and ifXTable with values as long as those of a device that has been running for months.</summary>
    private static IEnumerable<AgentVarbind> InterfaceTables(int interfaces)
    {
        yield return AgentVarbind.Integer("1.3.6.1.2.1.2.1.0", interfaces);
        yield return AgentVarbind.TimeTicks(RenumberingDevice.LastChange, 1234);
        yield return AgentVarbind.Gauge32("1.3.6.1.2.1.90.1.0", 1); // behind the tables
        for (var index = 1; index <= interfaces; index++)
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
