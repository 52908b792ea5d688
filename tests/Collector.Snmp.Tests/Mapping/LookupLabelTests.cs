using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Mapping;

/// <summary>Labels that are looked up, one from another, and beside the code that says what they hold.</summary>
public sealed class LookupLabelTests
{
    private const string Value = Root + ".1";
    private const string Link = Root + ".2.1.2";
    private const string Name = Root + ".3.1.2";
    private const string Kind = Root + ".3.1.1"; // the column before Name

    /// <summary>As the generator writes a chain: the label in the middle is also an index, which no tail reaches.</summary>
    private static MetricOptions Chain { get; } = Metric("look", Value, SnmpMetricType.Gauge, [Index("ch"), Index("chname")],
        Lookup("chname", Link, SnmpLookupType.Gauge, "ch"), Lookup("nm", Name, SnmpLookupType.DisplayString, "chname"));

    [Fact]
    public void A_number_that_was_looked_up_is_the_index_of_the_next_lookup()
    {
        var module = new MappedModule(Compile(Chain));
        Assert.Equal(["look{ch=\"7\",chname=\"70\",nm=\"name-one\"}"],
            module.Poll(Gauge32(Value + ".7", 10), Integer(Link + ".7", 70), Text(Name + ".70", "name-one"), Text(Name + ".7", "wrong")).Keys);
    }

    [Fact]
    public void A_text_that_was_looked_up_counts_as_0_in_the_next_lookup()
    {
        var text = Chain with { Lookups = [Lookup("chname", Link, SnmpLookupType.DisplayString, "ch"), Chain.Lookups[1]] };
        var series = new MappedModule(Compile(text)).Poll(Gauge32(Value + ".7", 10), Text(Link + ".7", "seven"), Text(Name + ".0", "zero"));
        Assert.Equal(["look{ch=\"7\",chname=\"seven\",nm=\"zero\"}"], series.Keys);
    }

    [Fact]
    public void A_row_without_a_match_has_empty_labels()
    {
        var series = new MappedModule(Compile(Chain)).Poll(
            Gauge32(Value + ".7", 10), Gauge32(Value + ".8", 20), Integer(Link + ".7", 70), Text(Name + ".70", "name-one"));
        Assert.Equal(10, series["look{ch=\"7\",chname=\"70\",nm=\"name-one\"}"]);
        Assert.Equal(20, series["look{ch=\"8\",chname=\"\",nm=\"\"}"]);
    }

    [Fact]
    public void A_label_whose_lookup_found_nothing_keeps_its_sub_identifiers()
    {
        // chname is an index beyond the tail, so it stands for one zero as long as its lookup finds nothing.
        Assert.Equal(["look{ch=\"8\",chname=\"\",nm=\"of-zero\"}"], new MappedModule(Compile(Chain)).Poll(Gauge32(Value + ".8", 20), Text(Name + ".0", "of-zero")).Keys);

        var same = Metric("m", Value, SnmpMetricType.Gauge, [Index("i")], Lookup("i", Link, SnmpLookupType.Gauge, "i"), Lookup("n", Name, SnmpLookupType.DisplayString, "i"));
        var series = new MappedModule(Compile(same)).Poll(
            Gauge32(Value + ".1", 1), Gauge32(Value + ".2", 2), Integer(Link + ".1", 11), Text(Name + ".2", "two"), Text(Name + ".11", "eleven"));
        Assert.Equal(["m{i=\"\",n=\"two\"}", "m{i=\"11\",n=\"eleven\"}"], series.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void A_number_that_is_no_sub_identifier_finds_nothing(long number)
    {
        var link = new AgentVarbind(Oid.Parse(Link + ".7"), SmiType.Integer32, number == -1 ? [0xFF] : [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.EndsWith(",nm=\"\"}", Assert.Single(new MappedModule(Compile(Chain)).Poll(Gauge32(Value + ".7", 1), link, Text(Name + ".0", "x"))).Key, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_at_the_end_of_a_chain_reaches_the_rows_at_its_beginning()
    {
        var third = Lookup("third", Root + ".4.1.2", SnmpLookupType.DisplayString, "second");
        var module = new MappedModule(Compile(
            Metric("m", Value, SnmpMetricType.Gauge, [Index("i")], Lookup("first", Link, SnmpLookupType.Gauge, "i"), Lookup("second", Name, SnmpLookupType.Gauge, "first"), third)));
        AgentVarbind[] Poll(int link, int name, string text) =>
            [Gauge32(Value + ".1", 1), Integer(Link + ".1", link), Integer(Name + ".5", name), Integer(Name + ".6", 8), Text(Root + ".4.1.2.7", text), Text(Root + ".4.1.2.8", "eight")];

        Assert.Equal(["m{first=\"5\",i=\"1\",second=\"7\",third=\"x\"}"], module.Poll(Poll(5, 7, "x")).Keys);
        Assert.Equal(["m{first=\"5\",i=\"1\",second=\"7\",third=\"y\"}"], module.Poll(Poll(5, 7, "y")).Keys);
        Assert.Equal(["m{first=\"5\",i=\"1\",second=\"8\",third=\"eight\"}"], module.Poll(Poll(5, 8, "y")).Keys);
        Assert.Equal(["m{first=\"6\",i=\"1\",second=\"8\",third=\"eight\"}"], module.Poll(Poll(6, 7, "y")).Keys);
    }

    [Fact]
    public void A_poll_like_the_one_before_resolves_no_chain_and_allocates_nothing()
    {
        var module = new MappedModule(Compile(Chain));
        var root = Oid.Parse(Root);
        var list = MappedModule.ListOf(Enumerable.Range(1, 50).SelectMany(i => new[] { Gauge32($"{Value}.{i}", 1) })
            .Concat(Enumerable.Range(1, 50).Select(i => Integer($"{Link}.{i}", 100 + i))).Concat(Enumerable.Range(101, 50).Select(i => Text($"{Name}.{i}", $"n{i}"))));
        void Poll()
        {
            module.Begin();
            module.Walk(root);
            module.Reply(list);
            module.Publish();
        }

        for (var poll = 0; poll < 5; poll++) Poll();
        var labels = module.State.Tables[0].Labels;
        Assert.Equal(0, Allocations.InSteadyState(Poll));
        Assert.Same(labels, module.State.Tables[0].Labels);
    }

    [Theory]
    [InlineData(SnmpLookupType.InetAddress, 1, "C0000201", "192.0.2.1")]
    [InlineData(SnmpLookupType.InetAddress, 2, "20010DB8000000000000000000000001", "2001:0DB8:0000:0000:0000:0000:0000:0001")]
    [InlineData(SnmpLookupType.InetAddress, 4, "FE80000000000000000000000000000100000005", "0xFE80000000000000000000000000000100000005")]
    [InlineData(SnmpLookupType.InetAddress, 16, "612E62", "0x612E62")]
    [InlineData(SnmpLookupType.InetAddressMissingSize, 1, "C0000201", "192.0.2.1")]
    [InlineData(SnmpLookupType.LldpPortId, 1, "6162", "ab")]
    [InlineData(SnmpLookupType.LldpPortId, 2, "6162", "ab")]
    [InlineData(SnmpLookupType.LldpPortId, 5, "6162", "ab")]
    [InlineData(SnmpLookupType.LldpPortId, 7, "6162", "ab")]
    [InlineData(SnmpLookupType.LldpPortId, 3, "0011223344FF", "00:11:22:33:44:FF")]
    [InlineData(SnmpLookupType.LldpPortId, 4, "6162", "0x6162")]
    public void The_column_before_says_what_an_address_or_a_port_id_is(SnmpLookupType type, int code, string octets, string text)
    {
        foreach (var indexes in (IndexOptions[][])[[Index("i")], [Index("i"), Index("j")]]) // the row itself, and a row elsewhere
        {
            var module = new MappedModule(Compile(Metric("m", Value, SnmpMetricType.Gauge, indexes, Lookup("l", Name, type, "i"))));
            var tail = indexes.Length == 1 ? ".1" : ".1.9";
            var series = module.Poll(Gauge32(Value + tail, 1), Integer(Kind + ".1", code), new AgentVarbind(Oid.Parse(Name + ".1"), SmiType.OctetString, Convert.FromHexString(octets)));
            Assert.Contains($"l=\"{text}\"", Assert.Single(series).Key, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_a_column_that_says_what_it_is_an_address_is_hexadecimal()
    {
        var plan = Compile(Metric("m", Value, SnmpMetricType.Gauge, [Index("i")], Lookup("l", Name, SnmpLookupType.InetAddress, "i")));
        var address = new AgentVarbind(Oid.Parse(Name + ".1"), SmiType.OctetString, [0xC0, 0]);
        Assert.Equal(["m{i=\"1\",l=\"0xC000\"}"], new MappedModule(plan).Poll(Gauge32(Value + ".1", 1), address).Keys);
        Assert.Equal(["m{i=\"1\",l=\"0xC000\"}"], new MappedModule(plan).Poll(Gauge32(Value + ".1", 1), Text(Kind + ".1", "1"), address).Keys);
    }

    [Fact]
    public void A_new_code_beside_an_address_writes_the_label_anew()
    {
        var module = new MappedModule(Compile(Metric("m", Value, SnmpMetricType.Gauge, [Index("i")], Lookup("l", Name, SnmpLookupType.InetAddress, "i"))));
        AgentVarbind[] Poll(int code) => [Gauge32(Value + ".1", 1), Integer(Kind + ".1", code), Text(Name + ".1", "abcd")];
        Assert.Equal(["m{i=\"1\",l=\"97.98.99.100\"}"], module.Poll(Poll(1)).Keys);
        Assert.Equal(["m{i=\"1\",l=\"0x61626364\"}"], module.Poll(Poll(16)).Keys);
    }

    [Fact]
    public void Names_of_codes_count_only_where_the_type_is_an_enumeration()
    {
        var names = new Dictionary<long, string> { [6] = "ethernet" };
        AgentVarbind[] poll = [Gauge32(Value + ".1", 1), Integer(Name + ".1", 6)];
        string LabelOf(SnmpLookupType type) =>
            Assert.Single(new MappedModule(Compile(Metric("m", Value, SnmpMetricType.Gauge, [Index("i")], Lookup("l", Name, type, "i") with { EnumValues = names }))).Poll(poll)).Key;
        Assert.Equal("m{i=\"1\",l=\"ethernet\"}", LabelOf(SnmpLookupType.EnumAsInfo));
        Assert.Equal("m{i=\"1\",l=\"6\"}", LabelOf(SnmpLookupType.Gauge));
    }

    [Fact]
    public void A_lookup_by_all_indexes_of_a_longer_tail_looks_at_what_the_indexes_say()
    {
        var module = new MappedModule(Compile(Metric("m", Value, SnmpMetricType.Gauge, [Index("i"), Index("j")], Lookup("l", Name, SnmpLookupType.DisplayString, "i", "j"))));
        AgentVarbind[] Poll(string text) => [Gauge32(Value + ".1.2.3", 1), Gauge32(Value + ".5", 2), Text(Name + ".1.2", text), Text(Name + ".5.0", "padded")];
        Assert.Equal(["m{i=\"1\",j=\"2\",l=\"x\"}", "m{i=\"5\",j=\"0\",l=\"padded\"}"], module.Poll(Poll("x")).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["m{i=\"1\",j=\"2\",l=\"y\"}", "m{i=\"5\",j=\"0\",l=\"padded\"}"], module.Poll(Poll("y")).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_label_that_was_removed_still_names_the_row_of_a_later_lookup()
    {
        var metric = Metric("m", Value, SnmpMetricType.Gauge, [Index("i")], Remove("i"), Lookup("n", Name, SnmpLookupType.DisplayString, "i"));
        Assert.Equal(["m{n=\"x\"}"], new MappedModule(Compile(metric)).Poll(Gauge32(Value + ".1", 1), Text(Name + ".1", "x")).Keys);
    }

    [Fact]
    public void A_label_that_nothing_makes_stands_for_no_sub_identifier()
    {
        var metric = Metric("m", Value, SnmpMetricType.Gauge, [Index("i")], Lookup("n", Name, SnmpLookupType.DisplayString, "i", "nothing"), Lookup("o", Link, SnmpLookupType.DisplayString, "nothing"));
        Assert.Equal(["m{i=\"1\",n=\"x\",o=\"\"}"], new MappedModule(Compile(metric)).Poll(Gauge32(Value + ".1", 1), Text(Name + ".1", "x"), Text(Link + ".1", "y")).Keys);
    }
}
