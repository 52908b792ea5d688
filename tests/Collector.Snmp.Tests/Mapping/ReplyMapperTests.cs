using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Mapping;

public sealed class ReplyMapperTests
{
    private const string In = Root + ".2.1.10";
    private const string Out = Root + ".2.1.16";
    private const string Name = Root + ".3.1.1";

    private readonly MappedModule _module = new(Interfaces());

    [Fact]
    public void An_inserted_row_and_a_lost_row_shift_no_value()
    {
        _module.Poll(Rows(1, 2, 4));
        Check(_module.Poll(Rows(1, 2, 3, 4)), 1, 2, 3, 4);
        Check(_module.Poll(Rows(0, 1, 4, 9)), 0, 1, 4, 9);
        Check(_module.Poll(Rows(4)), 4);
        Check(_module.Poll(Rows(1, 2, 3, 4, 5, 6, 7, 8, 9)), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    [Fact]
    public void A_vanished_row_is_gone_and_its_slot_says_nothing_of_it_when_another_row_takes_it()
    {
        _module.Poll(Rows(1, 2, 3));
        Check(_module.Poll(Rows(1, 3)), 1, 3);
        Check(_module.Poll(Rows(1, 3, 7)), 1, 3, 7);
        Assert.Equal(3, _module.State.Tables[0].Rows.Slots);
    }

    [Fact]
    public void A_row_with_holes_has_only_the_series_it_has_values_for()
    {
        _module.Poll(Rows(1, 2));
        var series = _module.Poll(Counter64(In + ".1", 5), Counter64(Out + ".2", 6), Text(Name + ".1", "a"), Text(Name + ".2", "b"));
        Assert.Equal(["in{ifIndex=\"1\",ifName=\"a\"} 5", "out{ifIndex=\"2\",ifName=\"b\"} 6"], series.Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_that_swap_take_their_counters_with_them_before_anything_is_published()
    {
        for (var poll = 0; poll < 10; poll++)
        {
            var isSwapped = poll % 3 == 1;
            var (seven, eight) = isSwapped ? ("eth8", "eth7") : ("eth7", "eth8");
            // eth7 counts from 10^6, eth8 from 10^12, whatever their index is.
            var (low, high) = (1_000_000UL + (ulong)poll, 1_000_000_000_000UL + (ulong)poll);
            var series = _module.Poll(
                Counter64(In + ".7", isSwapped ? high : low), Counter64(In + ".8", isSwapped ? low : high), Text(Name + ".7", seven), Text(Name + ".8", eight));

            foreach (var (name, value) in series) Assert.Equal(name.Contains("eth7", StringComparison.Ordinal), value < 1e9);
            Assert.Equal(2, series.Count);
        }
    }

    [Fact]
    public void A_snapshot_that_a_reader_still_has_keeps_its_labels_and_values()
    {
        _module.Poll(Rows(1, 2));
        using var reading = _module.Epochs.Enter();
        var held = _module.Published!;
        var before = SeriesReading.Read(held);
        for (var poll = 0; poll < 5; poll++) _module.Poll(Rows(2, 3 + (uint)poll));
        Assert.Equal(before, SeriesReading.Read(held));
    }

    [Fact]
    public void A_name_that_a_truncated_poll_did_not_come_to_stays()
    {
        _module.Poll(Rows(1, 2));
        _module.Begin();
        _module.Walk(Root);
        _module.Reply(Counter64(In + ".1", 5));
        Assert.Equal(["in{ifIndex=\"1\",ifName=\"if1\"}"], _module.Finish(isComplete: false).Keys);
    }

    [Fact]
    public void Rows_that_would_be_the_same_series_twice_are_shown_once()
    {
        var module = new MappedModule(Compile(Metric("in", In, SnmpMetricType.Counter, [Index("ifIndex")], Lookup("ifName", Name, by: "ifIndex"), Remove("ifIndex"))));
        AgentVarbind[] poll = [Counter64(In + ".1", 1), Counter64(In + ".2", 2), Counter64(In + ".3", 3), Text(Name + ".1", "x"), Text(Name + ".2", "x"), Text(Name + ".3", "y")];

        Assert.Equal([1.0, 3.0], module.Poll(poll).Values.Order());
        Assert.Equal([1.0, 3.0], module.Poll(poll).Values.Order()); // nothing changed, so labels were not written anew
        Assert.Equal((1, 0), (module.State.Tables[0].Duplicates.Hidden, module.State.Tables[0].Duplicates.HiddenColumn));

        Assert.Equal([2.0, 3.0], module.Poll(poll.Where(one => !one.Name.ToString().EndsWith(".1", StringComparison.Ordinal))).Values.Order());
        Assert.Equal((0, MappedObject.None), (module.State.Tables[0].Duplicates.Hidden, module.State.Tables[0].Duplicates.HiddenColumn));
    }

    [Fact]
    public void Of_rows_with_the_same_labels_the_first_that_has_a_value_is_shown_column_by_column()
    {
        var name = Lookup("ifName", Name, by: "ifIndex");
        var module = new MappedModule(Compile(
            Metric("in", In, SnmpMetricType.Counter, [Index("ifIndex")], name, Remove("ifIndex")), Metric("out", Out, SnmpMetricType.Counter, [Index("ifIndex")], name, Remove("ifIndex"))));
        AgentVarbind[] names = [Text(Name + ".1", "x"), Text(Name + ".2", "x"), Text(Name + ".3", "x"), Text(Name + ".4", "x")];

        var series = module.Poll([Counter64(In + ".2", 2), Counter64(In + ".3", 3), Counter64(Out + ".3", 33), Counter64(Out + ".4", 44), .. names]);
        Assert.Equal((2, 33), (series["in{ifName=\"x\"}"], series["out{ifName=\"x\"}"])); // the row without values hides nothing
        Assert.Equal(2, module.State.SuppressedRows);

        series = module.Poll([Counter64(In + ".1", 1), Counter64(In + ".3", 3), Counter64(Out + ".4", 44), .. names]);
        Assert.Equal((1, 44), (series["in{ifName=\"x\"}"], series["out{ifName=\"x\"}"])); // labels were not written anew
        Assert.Equal(1, module.State.SuppressedRows);
    }

    [Fact]
    public void Names_that_nobody_wants_are_counted_and_do_not_confuse_the_row()
    {
        AgentVarbind[] poll = [Counter64(In + ".1", 1), Counter64(In + ".2", 2), Integer(Root + ".2.1.11.1", 9), Integer(Root + ".2.1.11.2", 9), Counter64(Out + ".1", 3), Counter64(Out + ".2", 4)];
        for (var i = 0; i < 3; i++)
        {
            var series = _module.Poll(poll);
            Assert.Equal((4, 2, 0), _module.Counts);
            Assert.Equal([1.0, 2.0, 3.0, 4.0], series.Values.Order());
        }
    }

    [Fact]
    public void Values_that_have_no_place_in_a_counter_leave_a_hole_and_are_counted()
    {
        var series = _module.Poll(Integer(In + ".1", -1), Text(In + ".2", "12"), Counter64(In + ".3", 3), new AgentVarbind(Oid.Parse(In + ".4"), SmiType.Counter64, new byte[10]));
        Assert.Equal((4, 0, 3), _module.Counts);
        Assert.Equal([3.0], series.Values);
    }

    [Fact]
    public void The_second_of_two_values_for_one_cell_counts()
    {
        var module = new MappedModule(Compile(Metric("in", In, SnmpMetricType.Counter, [Index("i")])));
        module.Begin();
        module.Walk(In);
        module.Reply(Counter64(In + ".1", 1));
        module.Walk(Root);
        module.Reply(Counter64(In + ".1", 2));
        Assert.Equal([2.0], module.Finish().Values);
    }

    [Fact]
    public void A_walk_ends_at_the_first_name_outside_its_subtree()
    {
        _module.Begin();
        _module.Walk(Root + ".2");
        Assert.Equal(MapStop.EndOfSubtree, _module.Reply(Counter64(In + ".1", 1), Text(Name + ".1", "outside"), Counter64(Out + ".1", 3)));
        Assert.Equal((1, 0, 0), _module.Counts);
        Assert.Equal(["in{ifIndex=\"1\",ifName=\"\"}"], _module.Finish().Keys);
    }

    [Fact]
    public void A_walk_of_a_part_of_a_column_ends_with_the_part_whatever_rows_are_known()
    {
        var module = new MappedModule(Compile(Metric("m", Root + ".2", SnmpMetricType.Gauge, [Index("i"), Index("j")])));
        for (var poll = 0; poll < 3; poll++)
        {
            module.Begin();
            module.Walk(Root + ".2.5");
            Assert.Equal(MapStop.EndOfSubtree, module.Reply(Gauge32(Root + ".2.5.1", 51), Gauge32(Root + ".2.5.2", 52), Gauge32(Root + ".2.6.1", 999)));
            Assert.Equal((2, 0, 0), module.Counts);
            module.Walk(Root + ".2.6");
            Assert.Equal(MapStop.None, module.Reply(Gauge32(Root + ".2.6.1", 61)));
            Assert.Equal([51.0, 52.0, 61.0], module.Finish().Values);
        }
    }

    [Theory]
    [InlineData(SmiType.EndOfMibView)]
    [InlineData(SmiType.NoSuchObject)]
    [InlineData(SmiType.NoSuchInstance)]
    public void An_exception_ends_a_walk(SmiType type)
    {
        _module.Begin();
        _module.Walk(Root);
        Assert.Equal(MapStop.EndOfSubtree, _module.Reply(Counter64(In + ".1", 1), AgentVarbind.Exception(Oid.Parse(In + ".1"), type), Counter64(In + ".2", 2)));
        Assert.Equal((1, 0, 0), _module.Counts);
    }

    [Fact]
    public void In_a_get_an_exception_is_one_instance_that_is_not_there()
    {
        _module.Begin();
        _module.Walk(null);
        Assert.Equal(MapStop.None, _module.Reply(Counter64(In + ".9", 9), AgentVarbind.Exception(Oid.Parse(In + ".3"), SmiType.NoSuchInstance), Counter64(In + ".1", 1)));
        Assert.Equal([1.0, 9.0], _module.Finish().Values.Order());
    }

    [Theory]
    [InlineData(".1", ".1")]
    [InlineData(".5", ".4")]
    [InlineData(".5", "")]
    public void A_name_that_does_not_increase_ends_the_walk_and_what_was_read_is_kept(string first, string second)
    {
        for (var poll = 0; poll < 2; poll++) // the second time all rows are known
        {
            _module.Begin();
            _module.Walk(Root);
            Assert.Equal(MapStop.NotIncreasing, _module.Reply(Counter64(In + first, 1), Counter64(In + second, 2), Counter64(In + ".9", 3)));
            Assert.Equal(In + first, _module.Last);
            Assert.Equal([1.0], _module.Finish(isComplete: false).Values);
        }
    }

    [Fact]
    public void A_name_that_goes_back_over_the_edge_of_a_reply_is_noticed()
    {
        _module.Begin();
        _module.Walk(Root);
        Assert.Equal(MapStop.None, _module.Reply(Counter64(In + ".1", 1), Counter64(In + ".2", 2)));
        Assert.Equal(MapStop.NotIncreasing, _module.Reply(Counter64(In + ".2", 2)));
    }

    [Fact]
    public void A_module_may_allow_names_that_do_not_increase()
    {
        var options = Options(Metric("in", In, SnmpMetricType.Counter, [Index("ifIndex")])) with { AllowNonincreasingOids = true };
        var module = new MappedModule(ModuleCompiler.Compile(options, 0, []));
        for (var poll = 0; poll < 3; poll++)
        {
            module.Begin();
            module.Walk(Root);
            Assert.Equal(MapStop.None, module.Reply(Counter64(In + ".5", 5), Counter64(In + ".3", 3), Counter64(In + ".4", 4), Counter64(In + ".1", 1)));
            var series = module.Finish();
            Assert.Equal([1.0, 3.0, 4.0, 5.0], series.Values.Order());
            Assert.All(series, one => Assert.Equal($"in{{ifIndex=\"{one.Value}\"}}", one.Key));
        }
    }

    [Theory]
    [InlineData("8001")]         // padded
    [InlineData("81")]           // ends inside a sub-identifier
    [InlineData("90FFFFFF7F")]   // beyond 2^32 - 1
    public void A_name_that_is_no_valid_oid_ends_the_walk_and_makes_no_row(string tail)
    {
        var prefix = Oid.Parse(In).Encoded.ToArray();
        var bad = new byte[200];
        byte[] name = [.. prefix, .. Convert.FromHexString(tail)];
        var writer = new PduWriter(bad, PduHeader.Response(RequestIds.Min));
        Assert.True(writer.TryAddUnsigned([.. prefix, 1], SmiType.Counter64, 1));
        Assert.True(writer.TryAddUnsigned(name, SmiType.Counter64, 2));
        Assert.True(writer.TryComplete(out var length, out _));
        Assert.Equal(DecodeStatus.Ok, PduReader.TryRead(bad.AsSpan(0, length), out var pdu));

        _module.Begin();
        _module.Walk(Root);
        Assert.Equal(MapStop.Malformed, _module.Reply(pdu.VarbindList.ToArray()));
        Assert.Equal([1.0], _module.Finish(isComplete: false).Values);
    }

    [Fact]
    public void A_row_knows_how_long_after_the_polls_beginning_it_was_answered()
    {
        _module.Begin();
        _module.Walk(Root);
        _module.Reply(MappedModule.ListOf(Counter64(In + ".1", 1)), afterMs: 20);
        _module.Reply(MappedModule.ListOf(Counter64(In + ".2", 2)), afterMs: 30);
        _module.Reply(MappedModule.ListOf(Counter64(Out + ".1", 1)), afterMs: 40);
        _module.Finish();
        Assert.Equal([40u, 30u], _module.Published!.Tables[0].AnsweredAfterMs.Take(2));
    }

    [Fact]
    public void More_cells_than_a_module_may_have_end_the_walk_and_those_read_are_kept()
    {
        var columns = Enumerable.Range(1, 50).Select(i => Metric($"c{i}", $"{Root}.2.{i}", SnmpMetricType.Gauge, [Index("i")])).ToArray();
        var module = new MappedModule(Compile(columns));
        module.Begin();
        module.Walk(Root);
        var rows = 0;
        while (module.Stop == MapStop.None && rows < 30_000)
        {
            module.Reply(Enumerable.Range(rows, 1000).Select(row => Gauge32($"{Root}.2.1.{row}", (uint)row)));
            rows += 1000;
        }

        Assert.Equal(MapStop.Limit, module.Stop);
        Assert.Equal(MappingLimits.Cells / 50, module.State.Tables[0].Rows.Count);
        Assert.InRange(module.State.StagedCells, 1, MappingLimits.Cells);
        Assert.Equal(MappingLimits.Cells / 50, module.Finish(isComplete: false).Count);
    }

    [Fact]
    public void A_published_table_is_hardly_larger_than_its_rows()
    {
        _module.Poll(Rows([.. Enumerable.Range(1, 130).Select(i => (uint)i)]));
        Assert.Equal(136, _module.Published!.Tables[0].RowCapacity);
        Check(_module.Poll(Rows([.. Enumerable.Range(1, 130).Select(i => (uint)i)])), [.. Enumerable.Range(1, 130).Select(i => (uint)i)]);
    }

    [Fact]
    public void A_poll_like_the_one_before_allocates_nothing()
    {
        var module = new MappedModule(Interfaces());
        var root = Oid.Parse(Root);
        var replies = Rows([.. Enumerable.Range(1, 100).Select(i => (uint)i)]).Chunk(40).Select(varbinds => MappedModule.ListOf(varbinds)).ToArray();
        void Poll()
        {
            module.Begin();
            module.Walk(root);
            foreach (var reply in replies) module.Reply(reply);
            module.Publish();
        }

        for (var poll = 0; poll < 5; poll++) Poll();
        Assert.Equal(0, Allocations.InSteadyState(Poll));
        Assert.Equal(MapStop.None, module.Stop);
        Check(SeriesReading.Read(module.Published!), [.. Enumerable.Range(1, 100).Select(i => (uint)i)]);
    }

    /// <summary>What a row that comes or goes leaves behind would live as long as a poll is shown, and pile up where the runtime seldom collects.</summary>
    [Fact]
    public void Rows_that_come_and_go_allocate_no_labels()
    {
        var module = new MappedModule(Interfaces());
        var root = Oid.Parse(Root);
        var (all, fewer) = (MappedModule.ListOf(Rows(Hundred(1))), MappedModule.ListOf(Rows(Hundred(2))));
        void Poll(byte[] reply)
        {
            module.Begin();
            module.Walk(root);
            module.Reply(reply);
            module.Publish();
        }

        void ComeAndGo()
        {
            Poll(all);
            Poll(fewer);
        }

        for (var poll = 0; poll < 5; poll++) ComeAndGo();

        Assert.InRange(Allocations.InSteadyState(ComeAndGo), 0, 100); // two lists of two chunks each; a chunk of 64 rows has 2 kB
    }

    private static uint[] Hundred(int first) => [.. Enumerable.Range(first, 101 - first).Select(row => (uint)row)];

    private static ModulePlan Interfaces()
    {
        var name = Lookup("ifName", Name, by: "ifIndex");
        return Compile(Metric("in", In, SnmpMetricType.Counter, [Index("ifIndex")], name), Metric("out", Out, SnmpMetricType.Counter, [Index("ifIndex")], name));
    }

    /// <summary>Row i has in = 1000 + i, out = 2000 + i and the name `if…i`.</summary>
    private static AgentVarbind[] Rows(params uint[] rows) =>
    [
        .. rows.Select(row => Counter64($"{In}.{row}", 1000 + row)),
        .. rows.Select(row => Counter64($"{Out}.{row}", 2000 + row)),
        .. rows.Select(row => Text($"{Name}.{row}", $"if{row}")),
    ];

    private static void Check(IReadOnlyDictionary<string, double> series, params uint[] rows)
    {
        Assert.Equal(2 * rows.Length, series.Count);
        foreach (var row in rows)
        {
            Assert.Equal(1000 + row, series[$"in{{ifIndex=\"{row}\",ifName=\"if{row}\"}}"]);
            Assert.Equal(2000 + row, series[$"out{{ifIndex=\"{row}\",ifName=\"if{row}\"}}"]);
        }
    }
}
