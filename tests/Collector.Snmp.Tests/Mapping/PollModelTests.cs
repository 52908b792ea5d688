using Collector.Snmp.Modules;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Mapping;

/// <summary>Devices whose rows, names and holes change at random from poll to poll, against what one would write down by hand.</summary>
public sealed class PollModelTests
{
    private const string In = Root + ".1.1";
    private const string Text = Root + ".1.2";
    private const string Queue = Root + ".2.1";
    private const string Name = Root + ".3.1";

    private static readonly Gen<Row[]> Polls =
        (from index in Gen.Choose(1, 14)
         from name in Gen.Choose(0, 5)
         from value in Gen.Choose(0, 1_000_000)
         from text in Gen.Choose(0, 3)
         from queues in Gen.Choose(0, 7)
         select new Row(index, name, value, text, queues)).ArrayOf().Select(rows => rows.DistinctBy(row => row.Index).OrderBy(row => row.Index).ToArray());

    private static readonly Gen<(Row[][] Polls, int Chunk)> Devices = from polls in Polls.ArrayOf() from chunk in Gen.Choose(1, 9) select (polls, chunk);

    [Fact]
    public void Every_poll_shows_exactly_what_the_device_said() =>
        Check.One(Properties.Config(300, size: 25), Prop.ForAll(Devices.ToArbitrary(), device =>
        {
            var name = Lookup("name", Name, by: "i");
            var module = new MappedModule(Compile(
                Metric("in", In, SnmpMetricType.Counter, [Index("i")], name),
                Metric("text", Text, SnmpMetricType.DisplayString, [Index("i")], name),
                Metric("queue", Queue, SnmpMetricType.Gauge, [Index("i"), Index("q")], name, Remove("i"))));
            Row[]? before = null;
            foreach (var rows in device.Polls)
            {
                module.Begin();
                module.Walk(Root);
                foreach (var reply in Say(rows).Chunk(device.Chunk)) module.Reply(reply);
                Assert.Equal(Expect(rows, before), module.Finish().Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal));
                before = rows;
            }
        }));

    private static IEnumerable<AgentVarbind> Say(Row[] rows)
    {
        foreach (var row in rows.Where(row => row.Value % 4 != 0)) yield return AgentVarbind.Counter64($"{In}.{row.Index}", (ulong)row.Value);
        foreach (var row in rows.Where(row => row.Text > 0)) yield return AgentVarbind.Text($"{Text}.{row.Index}", new string('t', row.Text));
        foreach (var row in rows)
        {
            foreach (var queue in row.Queues) yield return AgentVarbind.Gauge32($"{Queue}.{row.Index}.{queue}", (uint)((100 * row.Index) + queue));
        }

        foreach (var row in rows.Where(row => row.Name > 0)) yield return AgentVarbind.Text($"{Name}.{row.Index}", $"n{row.Name}");
    }

    private static IEnumerable<string> Expect(Row[] rows, Row[]? before)
    {
        var series = new List<string>();
        var queues = new HashSet<string>();
        foreach (var row in rows)
        {
            var name = row.Name > 0 ? $"n{row.Name}" : "";
            var old = before?.FirstOrDefault(other => other.Index == row.Index);
            if (!IsInDoubt(row, rows, before, old is { IsThere: true }, old))
            {
                if (row.Value % 4 != 0) series.Add($"in{{i=\"{row.Index}\",name=\"{name}\"}} {row.Value}");
                if (row.Text > 0) series.Add($"text{{i=\"{row.Index}\",name=\"{name}\",text=\"{new string('t', row.Text)}\"}} 1");
            }

            foreach (var queue in row.Queues)
            {
                if (IsInDoubt(row, rows, before, old is not null && old.Queues.Contains(queue), old)) continue;

                // Without i, rows of one name are the same series: the first in OID order is shown.
                if (queues.Add($"{name} {queue}")) series.Add($"queue{{name=\"{name}\",q=\"{queue}\"}} {(100 * row.Index) + queue}");
            }
        }

        return series.Order(StringComparer.Ordinal);
    }

    /// <summary>After the first poll a row is withheld once when its name is gone, or when it is new and has none while others have.</summary>
    private static bool IsInDoubt(Row row, Row[] rows, Row[]? before, bool wasThere, Row? old) =>
        before is not null && row.Name == 0 && (wasThere ? old!.Name > 0 : rows.Any(other => other.Name > 0));

    private sealed record Row(int Index, int Name, int Value, int Text, int QueueBits)
    {
        /// <summary>Whether the row is one of the table that has the names.</summary>
        public bool IsThere => Value % 4 != 0 || Text > 0 || Name > 0;

        public IEnumerable<int> Queues => Enumerable.Range(0, 3).Where(queue => (QueueBits >> queue & 1) != 0);
    }
}
