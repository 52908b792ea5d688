using Collector.Snmp.Ber;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Mapping;

/// <summary>Objects with a slower pace: what a poll does not read stays as it was, for the rows that are still there and still the same.</summary>
public sealed class CarriedObjectsTests
{
    private const string Fast = Root + ".2";
    private const string Name = Root + ".3";
    private const string Slow = Root + ".4";
    private const string Text = Root + ".5";

    private static readonly Oid[] NotRead = [Oid.Parse(Name), Oid.Parse(Slow), Oid.Parse(Text)];

    private readonly MappedModule _module = new(CompilePaced(["name", "slow", "text"],
        Metric("fast", Fast, SnmpMetricType.Counter, [Index("i")], Lookup("name", Name, by: "i")),
        Metric("slow", Slow, SnmpMetricType.Gauge, [Index("i")], Lookup("name", Name, by: "i")),
        Metric("text", Text, SnmpMetricType.DisplayString, [Index("i")], Lookup("name", Name, by: "i"))));

    [Fact]
    public void What_is_not_read_keeps_its_values_its_text_and_its_labels()
    {
        Whole(Row(1), Row(2));

        for (var poll = 0; poll < 3; poll++)
            Assert.Equal([.. Shown(1), .. Shown(2)], Poll(Counter64(Fast + ".1", 10), Counter64(Fast + ".2", 20)));
    }

    [Fact]
    public void A_row_that_went_takes_what_was_carried_with_it()
    {
        Whole(Row(1), Row(2));

        Assert.Equal(Shown(2), Poll(Counter64(Fast + ".2", 20)));
        Assert.Equal(Shown(2), Poll(Counter64(Fast + ".2", 20)));
    }

    [Fact]
    public void A_row_that_only_slow_objects_have_stays_until_they_are_read_without_it()
    {
        AgentVarbind[] two = [Gauge32(Slow + ".2", 22), AgentVarbind.Text(Name + ".2", "n2")];
        Whole(Row(1), two);

        Assert.Equal([.. Shown(1), Of("slow", 2)], Poll(Counter64(Fast + ".1", 10)));
        Assert.Equal([.. Shown(1), Of("slow", 2)], Poll(Counter64(Fast + ".1", 10)));
        Assert.Equal(Shown(1), Whole(Row(1)));
    }

    [Fact]
    public void A_table_of_which_nothing_is_read_keeps_its_rows()
    {
        var module = new MappedModule(CompilePaced(["slow"], Metric("slow", Slow, SnmpMetricType.Gauge, [Index("i")])));
        module.Poll(Gauge32(Slow + ".1", 1), Gauge32(Slow + ".2", 2));
        module.Begin();
        module.Publish(carried: Oid.Parse(Slow));
        Assert.Equal(["slow{i=\"1\"}", "slow{i=\"2\"}"], Keys(SeriesReading.Read(module.Published!)));
    }

    [Fact]
    public void A_row_that_has_become_another_thing_does_not_get_the_carried_values_of_the_old_one()
    {
        Whole(Row(1), Row(2));
        _module.Begin();
        _module.Walk(Root);
        _module.Reply(Counter64(Fast + ".1", 10), Counter64(Fast + ".2", 20), AgentVarbind.Text(Name + ".1", "another"), AgentVarbind.Text(Name + ".2", "n2"));
        _module.Publish(carried: [Oid.Parse(Slow), Oid.Parse(Text)]);
        Assert.Equal(["fast{i=\"1\",name=\"another\"}", .. Shown(2)], Keys(SeriesReading.Read(_module.Published!)));
    }

    [Fact]
    public void Carrying_over_allocates_nothing()
    {
        Whole(Row(1), Row(2));
        var list = MappedModule.ListOf(Counter64(Fast + ".1", 10), Counter64(Fast + ".2", 20));
        var read = new Collector.Snmp.Mapping.Plans.ObjectSet(_module.State.Plan.Objects.Objects.Count);
        read.BecomeOthersThan(_module.State.Plan.Objects.SetOf(NotRead));
        var root = Oid.Parse(Root);
        void Carry()
        {
            _module.Begin();
            _module.Walk(root);
            _module.Reply(list);
            _module.PublishRead(read);
        }

        for (var poll = 0; poll < 10; poll++) Carry();
        Assert.Equal(0, Allocations.InSteadyState(Carry));
    }

    private static AgentVarbind[] Row(int i) =>
        [Counter64($"{Fast}.{i}", (ulong)i), AgentVarbind.Text($"{Name}.{i}", $"n{i}"), Gauge32($"{Slow}.{i}", (uint)(10 * i)), AgentVarbind.Text($"{Text}.{i}", $"t{i}")];

    private static string[] Shown(int i) => [$"text{{i=\"{i}\",name=\"n{i}\",text=\"t{i}\"}}", Of("fast", i), Of("slow", i)];

    private static string Of(string metric, int i) => $"{metric}{{i=\"{i}\",name=\"n{i}\"}}";

    private static IEnumerable<string> Keys(IReadOnlyDictionary<string, double> series) => series.Keys.OrderBy(key => key[(key.IndexOf('{', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal).ThenBy(key => key, StringComparer.Ordinal);

    private IEnumerable<string> Whole(params AgentVarbind[][] rows) => Keys(_module.Poll(rows.SelectMany(row => row).OrderBy(varbind => varbind.Name)));

    private IEnumerable<string> Poll(params AgentVarbind[] read)
    {
        _module.Begin();
        _module.Walk(Root);
        _module.Reply(read);
        _module.Publish(carried: NotRead);
        return Keys(SeriesReading.Read(_module.Published!));
    }
}
