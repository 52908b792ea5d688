using System.Text;
using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Rules;

namespace Collector.Gnmi.Tests.Mapping.Joins;

public sealed class LeafJoinsTests
{
    private static readonly LeafJoins Joins = new(
    [
        new JoinOptions("description", LeafPattern.Parse("/interfaces/interface/state/description")),
        new JoinOptions("serial", LeafPattern.Parse("/components/component/state/serial-no")),
    ]);

    [Theory]
    [InlineData("/interfaces/interface[name]/state/description", 0)]
    [InlineData("/oc-if:interfaces/interface[name]/state/oc-if:description", 0)]
    [InlineData("/components/component[name]/state/serial-no", 1)]
    [InlineData("/interfaces/interface[name]/config/description", LeafJoins.None)]
    [InlineData("/interfaces/interface[name]/state/description/x", LeafJoins.None)]
    public void A_joined_leaf_is_known_by_its_path(string path, int join) => Assert.Equal(join, Joins.SourceOf(Shapes.Of(path)));

    [Theory]
    [InlineData("/interfaces/interface[name]/state/counters/in-octets", "0:1")]
    [InlineData("/interfaces/interface[name]/state/mtu", "0:1")]
    [InlineData("/interfaces/interface[name]/subinterfaces/subinterface[index]/state/mtu", "0:1")] // the interface's key only
    [InlineData("/m:components/component[name]/fan/state/speed", "1:1")]
    [InlineData("/interfaces/state/x", "")]
    [InlineData("/system/state/x", "")]
    [InlineData("/interfaces/interface[description]/state/mtu", "0:1")]
    public void Tables_below_the_same_list_have_the_label(string path, string joins) =>
        Assert.Equal(joins, string.Join(',', Joins.For(Shapes.Of(path), ["interface_name"]).Select(join => $"{join.Join}:{join.Keys}")));

    [Fact]
    public void A_keys_label_wins() => Assert.Empty(Joins.For(Shapes.Of("/interfaces/interface[name]/state/mtu"), ["description"]));

    [Fact]
    public void A_text_is_there_for_rows_that_come_later()
    {
        var texts = new JoinedTexts(2, 100);
        Assert.True(texts.Set(0, "e1"u8, "uplink"u8));
        Assert.False(texts.Set(0, "e1"u8, "uplink"u8));
        var rows = new JoinedRows(texts);
        Assert.Equal("uplink", Text(rows.Add(0, "e1"u8, 3, 4)));
        Assert.Equal("", Text(rows.Add(1, "e1"u8, 3, 4))); // another join
        Assert.False(rows.TryTakeChanged(out _, out _));
    }

    [Fact]
    public void A_text_that_changes_changes_the_rows_of_all_subscriptions_that_carry_it()
    {
        var texts = new JoinedTexts(1, 100);
        var (counters, states) = (new JoinedRows(texts), new JoinedRows(texts));
        counters.Add(0, "e1"u8, 0, 7);
        counters.Add(0, "e1"u8, 1, 8);
        counters.Add(0, "e2"u8, 0, 9);
        states.Add(0, "e1"u8, 5, 6);

        Assert.True(texts.Set(0, "e1"u8, "a"u8));
        Assert.True(texts.Set(0, "e1"u8, "b"u8)); // queued once
        Assert.Equal([(0, 7), (1, 8)], Changed(counters));
        Assert.Equal([(5, 6)], Changed(states));
        Assert.Equal("b", Text(counters.TextOf(0, "e1"u8)));

        texts.Set(0, "e1"u8, default);
        Assert.Equal([(0, 7), (1, 8)], Changed(counters));
        Assert.Equal("", Text(counters.TextOf(0, "e1"u8)));
    }

    [Fact]
    public void Rows_that_have_gone_are_forgotten()
    {
        var texts = new JoinedTexts(1, 1);
        var rows = new JoinedRows(texts);
        rows.Add(0, "e1"u8, 0, 7);
        rows.Add(0, "e1"u8, 0, 8);
        rows.Remove(0, "e1"u8, 0, 7);
        texts.Set(0, "e1"u8, "a"u8);
        Assert.Equal([(0, 8)], Changed(rows));
        rows.Remove(0, "e1"u8, 0, 8);
        texts.Set(0, "e1"u8, default);
        Assert.True(texts.Set(0, "e2"u8, "b"u8)); // there is room again
    }

    [Fact]
    public void A_device_cannot_make_us_keep_more_than_we_want()
    {
        var texts = new JoinedTexts(1, 2);
        var rows = new JoinedRows(texts);
        Assert.True(texts.Set(0, "e1"u8, "a"u8));
        rows.Add(0, "e2"u8, 0, 1);
        Assert.False(texts.Set(0, "e3"u8, "a"u8));
        Assert.Equal("", Text(rows.Add(0, "e4"u8, 0, 2)));

        texts.Set(0, "e1"u8, Encoding.UTF8.GetBytes(new string('x', JoinedTexts.LongestText - 1) + "é"));
        Assert.Equal(new string('x', JoinedTexts.LongestText - 1), Text(rows.TextOf(0, "e1"u8)));
    }

    [Fact]
    public void An_update_that_says_nothing_new_allocates_nothing()
    {
        var texts = new JoinedTexts(1, 10);
        texts.Set(0, "e1"u8, "uplink"u8);
        Assert.Equal(0, Testing.Allocations.InSteadyState(() => texts.Set(0, "e1"u8, "uplink"u8)));
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static List<(int Table, int Row)> Changed(JoinedRows rows)
    {
        var changed = new List<(int, int)>();
        while (rows.TryTakeChanged(out var table, out var row)) changed.Add((table, row));
        return changed;
    }
}
