using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Mapping;

/// <summary>How the tail of a row's OID becomes labels, from the device's octets to the label block.</summary>
public sealed class IndexLabelTests
{
    [Theory]
    [InlineData(SnmpIndexType.Integer, "7", "7")]
    [InlineData(SnmpIndexType.Gauge, "4294967295", "4294967295")]
    [InlineData(SnmpIndexType.Integer32, "0", "0")]
    [InlineData(SnmpIndexType.PhysAddress48, "0.17.34.51.68.255", "00:11:22:33:44:FF")]
    [InlineData(SnmpIndexType.PhysAddress48, "256.1.2.3.4.5", "00:01:02:03:04:05")]
    [InlineData(SnmpIndexType.OctetString, "2.200.44", "0xC82C")]
    [InlineData(SnmpIndexType.OctetString, "2.200.300", "0xC82C")]
    [InlineData(SnmpIndexType.OctetString, "0", "")]
    [InlineData(SnmpIndexType.DisplayString, "4.101.116.104.48", "eth0")]
    [InlineData(SnmpIndexType.DisplayString, "2.34.92", "\\\"\\\\")]
    [InlineData(SnmpIndexType.DisplayString, "3.97.255.98", "a\uFFFDb")]
    [InlineData(SnmpIndexType.InetAddressIPv4, "192.0.2.1", "192.0.2.1")]
    [InlineData(SnmpIndexType.InetAddressIPv6, "32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1", "2001:0DB8:0000:0000:0000:0000:0000:0001")]
    [InlineData(SnmpIndexType.Counter, "12", "12")]
    [InlineData(SnmpIndexType.InetAddress, "1.4.192.0.2.1", "192.0.2.1")]
    [InlineData(SnmpIndexType.InetAddress, "2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1", "2001:0DB8:0000:0000:0000:0000:0000:0001")]
    [InlineData(SnmpIndexType.InetAddress, "16.3.97.46.98", "0x1003612E62")]
    [InlineData(SnmpIndexType.InetAddress, "4.20.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.5", "0x0414FE80000000000000000000000000000100000005")]
    [InlineData(SnmpIndexType.InetAddress, "0.0", "0x0000")]
    [InlineData(SnmpIndexType.InetAddress, "1.4.10.1", "10.1.0.0")]
    [InlineData(SnmpIndexType.InetAddress, "1", "0.0.0.0")]
    [InlineData(SnmpIndexType.InetAddress, "1.2.10.1", "0x01020A01")]
    [InlineData(SnmpIndexType.InetAddress, "16.200.97", "0x10C861")]
    [InlineData(SnmpIndexType.InetAddressMissingSize, "1.192.0.2.1", "192.0.2.1")]
    [InlineData(SnmpIndexType.InetAddressMissingSize, "1.192.0", "192.0.0.0")]
    [InlineData(SnmpIndexType.InetAddressMissingSize, "2.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1", "2001:0DB8:0000:0000:0000:0000:0000:0001")]
    [InlineData(SnmpIndexType.InetAddressMissingSize, "16.97.98", "0x106162")]
    [InlineData(SnmpIndexType.LldpPortId, "1.2.97.98", "ab")]
    [InlineData(SnmpIndexType.LldpPortId, "5.4.101.116.104.48", "eth0")]
    [InlineData(SnmpIndexType.LldpPortId, "7.3.97.255.98", "a\uFFFDb")]
    [InlineData(SnmpIndexType.LldpPortId, "2.0", "")]
    [InlineData(SnmpIndexType.LldpPortId, "3.6.0.17.34.51.68.255", "00:11:22:33:44:FF")]
    [InlineData(SnmpIndexType.LldpPortId, "4.5.1.10.0.0.1", "0x0405010A000001")]
    public void One_index_is_one_label(SnmpIndexType type, string tail, string label) =>
        Assert.Equal($"x=\"{label}\"", LabelsOf(tail, Index("x", type)));

    [Fact]
    public void A_string_of_fixed_size_has_no_length_in_front() =>
        Assert.Equal("a=\"abc\",b=\"0x0102\",c=\"9\"", LabelsOf("97.98.99.1.2.9",
            Index("a", SnmpIndexType.DisplayString, fixedSize: 3), Index("b", SnmpIndexType.OctetString, fixedSize: 2), Index("c")));

    [Fact]
    public void An_implied_string_takes_all_that_is_left() =>
        Assert.Equal("a=\"5\",b=\"abc\"", LabelsOf("5.97.98.99", Index("a"), Index("b", SnmpIndexType.DisplayString, implied: true)));

    [Fact]
    public void An_implied_string_may_be_empty() =>
        Assert.Equal("a=\"5\",b=\"\"", LabelsOf("5", Index("a"), Index("b", SnmpIndexType.DisplayString, implied: true)));

    [Fact]
    public void Each_index_takes_its_part_from_the_left() =>
        Assert.Equal("len=\"eth0\",mac=\"00:00:00:00:00:09\",n=\"4\",ip=\"10.0.0.1\"".Split(',').Order(StringComparer.Ordinal),
            LabelsOf("4.4.101.116.104.48.0.0.0.0.0.9.10.0.0.1",
                Index("n"), Index("len", SnmpIndexType.DisplayString), Index("mac", SnmpIndexType.PhysAddress48), Index("ip", SnmpIndexType.InetAddressIPv4)).Split(','));

    [Fact]
    public void A_tail_that_is_too_short_is_padded_with_zeros() =>
        Assert.Equal("a=\"7\",b=\"0\",c=\"\",d=\"00:00:00:00:00:00\",e=\"0.0.0.0\"", LabelsOf("7",
            Index("a"), Index("b"), Index("c", SnmpIndexType.DisplayString), Index("d", SnmpIndexType.PhysAddress48), Index("e", SnmpIndexType.InetAddressIPv4)));

    [Fact]
    public void A_tail_that_ends_inside_an_address_is_padded_too() =>
        Assert.Equal("a=\"10.1.0.0\"", LabelsOf("10.1", Index("a", SnmpIndexType.InetAddressIPv4)));

    [Fact]
    public void A_length_that_the_tail_does_not_hold_is_cut_to_what_is_there() =>
        Assert.Equal("a=\"e\",b=\"0\"", LabelsOf("4294967295.101", Index("a", SnmpIndexType.DisplayString), Index("b")));

    [Fact]
    public void What_is_left_of_a_long_tail_is_not_looked_at() => Assert.Equal("a=\"1\"", LabelsOf("1.2.3.4", Index("a")));

    [Fact]
    public void An_address_takes_its_type_and_length_and_leaves_the_rest_to_the_indexes_behind_it()
    {
        var indexes = new[] { Index("a", SnmpIndexType.InetAddress), Index("b") };
        Assert.Equal("a=\"10.0.0.1\",b=\"7\"", LabelsOf("1.4.10.0.0.1.7", indexes));
        Assert.Equal("a=\"0x1003612E62\",b=\"7\"", LabelsOf("16.3.97.46.98.7", indexes));
        Assert.Equal("a=\"0x01020A01\",b=\"7\"", LabelsOf("1.2.10.1.7", indexes));
        Assert.Equal("a=\"0x0000\",b=\"0\"", LabelsOf("0", indexes));
    }

    [Fact]
    public void An_address_without_a_length_takes_all_that_is_left_unless_its_type_says_how_much()
    {
        var indexes = new[] { Index("a", SnmpIndexType.InetAddressMissingSize), Index("b") };
        Assert.Equal("a=\"10.0.0.1\",b=\"7\"", LabelsOf("1.10.0.0.1.7", indexes));
        Assert.Equal("a=\"0x106162\",b=\"0\"", LabelsOf("16.97.98", indexes));
    }

    [Fact]
    public void A_port_id_takes_its_subtype_and_length() =>
        Assert.Equal("n=\"3\",port=\"ab\",z=\"9\"", LabelsOf("3.5.2.97.98.9", Index("n"), Index("port", SnmpIndexType.LldpPortId), Index("z")));

    [Fact]
    public void A_scalar_with_indexes_that_it_does_not_have_takes_them_from_its_0() =>
        Assert.Equal("i=\"0\",j=\"0\",k=\"\"", LabelsOf("0", Index("i"), Index("j"), Index("k", SnmpIndexType.DisplayString)));

    [Fact]
    public void Of_two_indexes_with_one_label_the_last_counts() => Assert.Equal("a=\"2\"", LabelsOf("1.2", Index("a"), Index("a")));

    [Fact]
    public void A_scalar_has_no_labels() => Assert.Equal("", LabelsOf("0"));

    [Fact]
    public void The_longest_name_there_is_fits()
    {
        var ids = 128 - 7;
        Assert.Equal($"a=\"{string.Concat(Enumerable.Repeat("\uFFFD", 1))}\"",
            LabelsOf(string.Join('.', Enumerable.Repeat("4294967295", ids)), Index("a", SnmpIndexType.DisplayString, implied: true)));
        Assert.Equal($"a=\"0x{string.Concat(Enumerable.Repeat("FF", ids))}\"",
            LabelsOf(string.Join('.', Enumerable.Repeat("4294967295", ids)), Index("a", SnmpIndexType.OctetString, implied: true)));
    }

    [Fact]
    public void Labels_are_sorted_by_name() => Assert.Equal("a=\"3\",b=\"2\",z=\"1\"", LabelsOf("1.2.3", Index("z"), Index("b"), Index("a")));

    [Fact]
    public void An_enumerated_index_is_named_and_an_unknown_code_is_a_number()
    {
        var index = Index("x", SnmpIndexType.EnumAsInfo) with { EnumValues = new Dictionary<long, string> { [1] = "one \"1\"" } };
        Assert.Equal("x=\"one \\\"1\\\"\"", LabelsOf("1", index));
        Assert.Equal("x=\"2\"", LabelsOf("2", index));
    }

    private static string LabelsOf(string tail, params IndexOptions[] indexes)
    {
        var module = new MappedModule(Compile(Metric("m", Root + ".1", SnmpMetricType.Gauge, indexes)));
        var name = Assert.Single(module.Poll(AgentVarbind.Gauge32($"{Root}.1.{tail}", 1))).Key;
        return name["m{".Length..^1];
    }
}
