using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Mapping.Rows;

/// <summary>Rows that come, go or become another thing while the device is read: never a wrong name, never an empty one that is not the device's.</summary>
public sealed class RowDoubtTests
{
    private const string In = Root + ".1";
    private const string Name = Root + ".2.1.1";
    private const string Alias = Root + ".2.1.18";
    private const string Queue = Root + ".1"; // of the module with queues

    private readonly MappedModule _module = new(Compile(Metric("in", In, SnmpMetricType.Counter, [Index("i")], Lookup("name", Name, by: "i"), Lookup("alias", Alias, by: "i"))));

    [Fact]
    public void A_row_that_goes_between_its_name_and_its_alias_keeps_the_alias_for_that_poll()
    {
        Poll([.. Row(1), .. Row(2)]);
        Assert.Equal([Shown(1), Shown(2)], Poll([.. Row(1), Counter64(In + ".2", 2), Text(Name + ".2", "eth2")]));
        Assert.Equal([Shown(1)], Poll(Row(1)));
    }

    [Fact]
    public void An_alias_that_stays_away_is_empty_from_the_second_poll_on_without_a_gap()
    {
        Poll([.. Row(1), .. Row(2)]);
        AgentVarbind[] without = [.. Row(1), Counter64(In + ".2", 2), Text(Name + ".2", "eth2")];
        Assert.Equal([Shown(1), Shown(2)], Poll(without));
        for (var poll = 0; poll < 3; poll++) Assert.Equal([Shown(2, alias: ""), Shown(1)], Poll(without));
        Assert.Equal([Shown(1), Shown(2)], Poll([.. Row(1), .. Row(2)]));
    }

    [Fact]
    public void A_row_that_goes_before_all_its_names_is_withheld()
    {
        Poll([.. Row(1), .. Row(2)]);
        Assert.Equal([Shown(1)], Poll([.. Row(1), Counter64(In + ".2", 2)]));
        Assert.Equal(1, _module.State.WithheldRows);
        Assert.Equal([Shown(1)], Poll(Row(1)));
        Assert.Equal(0, _module.State.WithheldRows);
    }

    [Fact]
    public void A_row_without_names_is_shown_as_it_is_from_the_second_poll_on()
    {
        Poll([.. Row(1), .. Row(2)]);
        AgentVarbind[] without = [.. Row(1), Counter64(In + ".2", 2)];
        Assert.Equal([Shown(1)], Poll(without));
        for (var poll = 0; poll < 3; poll++) Assert.Equal([Shown(2, "", ""), Shown(1)], Poll(without));
        Assert.Equal(0, _module.State.WithheldRows);
    }

    [Fact]
    public void A_row_that_has_become_another_thing_does_not_keep_the_alias_of_the_old_one()
    {
        Poll([.. Row(1), .. Row(2)]);
        AgentVarbind[] other = [.. Row(1), Counter64(In + ".2", 2), Text(Name + ".2", "tunnel")];
        Assert.Equal([Shown(1)], Poll(other)); // is the alias not there, or not there yet?
        Assert.Equal([Shown(2, "tunnel", ""), Shown(1)], Poll(other));
    }

    [Fact]
    public void A_row_that_comes_between_its_name_and_its_values_is_withheld()
    {
        Poll(Row(1));
        Assert.Equal([Shown(1)], Poll([.. Row(1), Counter64(In + ".2", 2), Text(Alias + ".2", "to 2")]));
        Assert.Equal([Shown(1), Shown(2)], Poll([.. Row(1), .. Row(2)]));
    }

    [Fact]
    public void A_row_that_comes_with_all_that_others_have_is_shown_at_once()
    {
        AgentVarbind[] Named(int i) => [Counter64($"{In}.{i}", (ulong)i), Text($"{Name}.{i}", $"eth{i}")]; // nobody has an alias
        Poll(Named(1));
        Assert.Equal([Shown(1, alias: ""), Shown(2, alias: "")], Poll([.. Named(1), .. Named(2)]));
    }

    [Fact]
    public void The_first_poll_withholds_nothing()
    {
        Assert.Equal([Shown(2, "", ""), Shown(1)], Poll([.. Row(1), Counter64(In + ".2", 2)]));
        Assert.Equal(0, _module.State.WithheldRows);
    }

    [Fact]
    public void A_poll_that_is_cut_short_keeps_names_but_not_those_of_a_row_that_has_changed()
    {
        Poll([.. Row(1), .. Row(2), .. Row(3)]);
        Assert.Equal([Shown(1), Shown(3)], Cut(Counter64(In + ".1", 1), Counter64(In + ".2", 2), Counter64(In + ".3", 3), Text(Name + ".1", "eth1"), Text(Name + ".2", "tunnel")));
        Assert.Equal([Shown(2, "tunnel", ""), Shown(1), Shown(3)], Cut(Counter64(In + ".1", 1), Counter64(In + ".2", 2), Counter64(In + ".3", 3)));
    }

    [Fact]
    public void A_poll_that_is_cut_short_withholds_a_new_row_that_has_no_name_yet()
    {
        Poll(Row(1));
        Assert.Equal([Shown(1)], Cut(Counter64(In + ".1", 1), Counter64(In + ".2", 2)));
        Assert.Equal([Shown(1), Shown(2)], Poll([.. Row(1), .. Row(2)]));
    }

    [Fact]
    public void Names_in_another_table_are_kept_through_polls_that_are_cut_short()
    {
        var module = new MappedModule(Compile(Metric("queue", Queue, SnmpMetricType.Gauge, [Index("i"), Index("q")], Lookup("name", Name, by: "i"))));
        module.Poll(Gauge32(Queue + ".1.1", 11), Gauge32(Queue + ".2.1", 21), Text(Name + ".1", "eth1"), Text(Name + ".2", "eth2"));
        for (var poll = 0; poll < 3; poll++)
        {
            module.Begin();
            module.Walk(Root);
            module.Reply(Gauge32(Queue + ".1.1", 11), Gauge32(Queue + ".2.1", 21));
            Assert.Equal(["queue{i=\"1\",name=\"eth1\",q=\"1\"}", "queue{i=\"2\",name=\"eth2\",q=\"1\"}"], module.Finish(isComplete: false).Keys.Order(StringComparer.Ordinal));
        }

        // The interface is gone, and its queue was read before that.
        AgentVarbind[] half = [Gauge32(Queue + ".1.1", 11), Gauge32(Queue + ".2.1", 21), Text(Name + ".1", "eth1")];
        Assert.Equal(["queue{i=\"1\",name=\"eth1\",q=\"1\"}"], module.Poll(half).Keys);
        Assert.Equal(["queue{i=\"1\",name=\"eth1\",q=\"1\"}", "queue{i=\"2\",name=\"\",q=\"1\"}"], module.Poll(half).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_alias_in_another_table_that_stays_away_is_empty()
    {
        var module = new MappedModule(Compile(
            Metric("queue", Queue, SnmpMetricType.Gauge, [Index("i"), Index("q")], Lookup("name", Name, by: "i"), Lookup("alias", Alias, by: "i"))));
        AgentVarbind[] without = [Gauge32(Queue + ".1.1", 11), Text(Name + ".1", "eth1")];
        module.Poll([.. without, Text(Alias + ".1", "to 1")]);
        Assert.Equal(["queue{alias=\"to 1\",i=\"1\",name=\"eth1\",q=\"1\"}"], module.Poll(without).Keys); // for one poll
        module.Poll(without);
        Assert.Equal(["queue{alias=\"\",i=\"1\",name=\"eth1\",q=\"1\"}"], module.Poll(without).Keys);
    }

    [Fact]
    public void Polls_that_are_always_cut_short_do_not_hold_rows_for_ever()
    {
        var module = new MappedModule(Compile(Metric("queue", Queue, SnmpMetricType.Gauge, [Index("i"), Index("q")], Lookup("name", Name, by: "i"))));
        for (var poll = 0; poll < 40; poll++)
        {
            module.Begin();
            module.Walk(Name);
            module.Reply(Enumerable.Range(100 * poll, 100).Select(i => Text($"{Name}.{i}", "x")));
            module.Publish(isComplete: false);
        }

        Assert.InRange(module.State.Tables[1].Rows.Count, 100, 1_124);
    }

    [Fact]
    public void A_withheld_row_hides_no_row_with_its_labels()
    {
        var module = new MappedModule(Compile(Metric("in", In, SnmpMetricType.Counter, [Index("i")], Lookup("name", Name, by: "i"), Lookup("alias", Alias, by: "i"), Remove("i"))));
        module.Poll([.. Row(5)]);
        var series = module.Poll(Counter64(In + ".1", 1), Counter64(In + ".5", 5), Text(Name + ".1", "eth5"), Text(Name + ".5", "eth5"), Text(Alias + ".5", "to 5"));
        Assert.Equal(["in{alias=\"to 5\",name=\"eth5\"}"], series.Keys);
    }

    private static AgentVarbind[] Row(int i) => [Counter64($"{In}.{i}", (ulong)i), Text($"{Name}.{i}", $"eth{i}"), Text($"{Alias}.{i}", $"to {i}")];

    private static string Shown(int i, string? name = null, string? alias = null) => $"in{{alias=\"{alias ?? $"to {i}"}\",i=\"{i}\",name=\"{name ?? $"eth{i}"}\"}}";

    private IEnumerable<string> Poll(IEnumerable<AgentVarbind> varbinds) => _module.Poll(varbinds.OrderBy(varbind => varbind.Name)).Keys.Order(StringComparer.Ordinal);

    private IEnumerable<string> Cut(params AgentVarbind[] varbinds)
    {
        _module.Begin();
        _module.Walk(Root);
        _module.Reply(varbinds);
        return _module.Finish(isComplete: false).Keys.Order(StringComparer.Ordinal);
    }
}
