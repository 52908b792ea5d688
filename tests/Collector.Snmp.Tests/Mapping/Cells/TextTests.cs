using System.Text;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Messages;
using Collector.Snmp.Tests.Modules;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;
using static Collector.Snmp.Tests.Mapping.Cells.OneMetric;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Mapping.Cells;

public sealed class TextTests
{
    [Theory]
    [InlineData("DisplayString", "61FF62", "a\uFFFDb")]
    [InlineData("OctetString", "00FF10", "0x00FF10")]
    [InlineData("OctetString", "", "")]
    [InlineData("PhysAddress48", "0011223344FF", "00:11:22:33:44:FF")]
    [InlineData("PhysAddress48", "", "00:00:00:00:00:00")]
    [InlineData("InetAddressIPv4", "C0000201", "192.0.2.1")]
    [InlineData("InetAddressIPv6", "20010DB8000000000000000000000001", "2001:0DB8:0000:0000:0000:0000:0000:0001")]
    public void A_string_is_a_label_of_a_constant(string type, string octets, string text) =>
        Assert.Equal([$"m{{i=\"7\",m=\"{text}\"}} 1"], Poll($"type: {type}, indexes: [{{labelname: i, type: gauge}}]", Octets(OneMetric.Oid + ".7", Convert.FromHexString(octets))));

    [Fact]
    public void Other_values_say_themselves_how_they_are_written()
    {
        Assert.Equal(["m{m=\"-5\"} 1"], Poll("type: OctetString", Integer(OneMetric.Oid + ".0", -5)));
        Assert.Equal(["m{m=\"18446744073709551615\"} 1"], Poll("type: DisplayString", Counter64(OneMetric.Oid + ".0", ulong.MaxValue)));
        Assert.Equal(["m{m=\"1.3.6.1.4.1.9.1.1\"} 1"], Poll("type: OctetString", ObjectId(OneMetric.Oid + ".0", "1.3.6.1.4.1.9.1.1")));
        Assert.Equal(["m{m=\"192.0.2.1\"} 1"], Poll("type: PhysAddress48", IpAddress(OneMetric.Oid + ".0", 192, 0, 2, 1)));
    }

    [Theory]
    [InlineData("scale: 2, offset: 0.5", 2.5)]
    [InlineData("offset: -1", 0.0)]
    public void Even_the_constant_is_scaled(string keys, double value) => Assert.Equal([$"m{{m=\"x\"}} {value}"], Poll($"type: DisplayString, {keys}", Text(OneMetric.Oid + ".0", "x")));

    [Fact]
    public void A_row_that_has_the_label_already_keeps_it_as_it_is() =>
        Assert.Equal(["m{m=\"7\"} 1"], Poll("type: DisplayString, indexes: [{labelname: m, type: gauge}]", Text(OneMetric.Oid + ".7", "x")));

    [Theory]
    [InlineData("type: InetAddress", 1, "C0000201", "192.0.2.1")]
    [InlineData("type: InetAddress", 2, "20010DB8000000000000000000000001", "2001:0DB8:0000:0000:0000:0000:0000:0001")]
    [InlineData("type: InetAddress", 4, "FE80000000000000000000000000000100000005", "0xFE80000000000000000000000000000100000005")] // ipv6z
    [InlineData("type: InetAddress", 16, "612E62", "0x612E62")] // dns
    [InlineData("type: InetAddressMissingSize", 1, "C0000201", "192.0.2.1")]
    [InlineData("type: LldpPortId", 1, "657468", "eth")]
    [InlineData("type: LldpPortId", 2, "657468", "eth")]
    [InlineData("type: LldpPortId", 3, "0011223344FF", "00:11:22:33:44:FF")]
    [InlineData("type: LldpPortId", 4, "01C0000201", "0x01C0000201")]
    [InlineData("type: LldpPortId", 5, "657468", "eth")]
    [InlineData("type: LldpPortId", 7, "657468", "eth")]
    public void The_column_before_says_how_a_text_is_written(string keys, int subtype, string octets, string text)
    {
        var (code, value) = (Integer(Before + ".1.7", subtype), Octets(OneMetric.Oid + ".1.7", Convert.FromHexString(octets)));
        var indexes = ", indexes: [{labelname: a, type: gauge}, {labelname: b, type: gauge}]";
        Assert.Equal([$"m{{a=\"1\",b=\"7\",m=\"{text}\"}} 1"], Poll(keys + indexes, code, value));
        var inTwoSteps = Module(keys + indexes);
        inTwoSteps.Begin();
        inTwoSteps.Walk(OneMetric.Oid);
        inTwoSteps.Reply(value);
        inTwoSteps.Walk(Before);
        inTwoSteps.Reply(code);
        Assert.Equal([$"m{{a=\"1\",b=\"7\",m=\"{text}\"}} 1"], Lines(inTwoSteps.Finish()));
    }

    [Fact]
    public void Without_the_column_before_a_text_is_hexadecimal()
    {
        Assert.Equal(["m{m=\"0x0102\"} 1"], Poll("type: InetAddress", Octets(OneMetric.Oid + ".0", 1, 2)));
        Assert.Equal(["m{m=\"0x0102\"} 1"], Poll("type: InetAddress", Text(Before + ".0", "x"), Octets(OneMetric.Oid + ".0", 1, 2)));
    }

    [Fact]
    public void A_subtype_that_changes_or_goes_is_noticed()
    {
        var module = Module("type: LldpPortId");
        AgentVarbind value = Octets(OneMetric.Oid + ".0", 0x61, 0x62);
        Assert.Equal(["m{m=\"ab\"} 1"], Lines(module.Poll(Integer(Before + ".0", 5), value)));
        Assert.Equal(["m{m=\"0x6162\"} 1"], Lines(module.Poll(Integer(Before + ".0", 4), value)));
        Assert.Equal(["m{m=\"61:62:00:00:00:00\"} 1"], Lines(module.Poll(Integer(Before + ".0", 3), value)));
        Assert.Equal(["m{m=\"0x6162\"} 1"], Lines(module.Poll(value)));
        Assert.Empty(module.Poll(Integer(Before + ".0", 5)));
    }

    [Theory]
    [InlineData("1x:", "001A2B", "00:1A:2B")]
    [InlineData("1d.1d.1d.1d", "C0000201", "192.0.2.1")]
    [InlineData("1d.1d.1d.1d/1d", "C000020118", "192.0.2.1/24")]
    [InlineData("2d-1d-1d,1d:1d:1d.1d,1a1d:1d", "07EA0B160C0102032B0100", "2026-11-22,12:1:2.3,+1:0")]
    [InlineData("2d-1d-1d,1d:1d:1d.1d,1a1d:1d", "07EA0B160C010203", "2026-11-22,12:1:2.3")] // the separator before what is missing is not written
    [InlineData("255a", "6162FF", "ab\uFFFD")]
    [InlineData("255t", "C3BC", "ü")]
    [InlineData("2x:", "20010DB8", "2001:0DB8")]
    [InlineData("2x:", "20010D", "2001:0D")]
    [InlineData("1o ", "0A08", "12 10")]
    [InlineData("4d", "0000000A0000000B", "1011")]
    [InlineData("8d", "FFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData("*1x:/1d", "020A0B05", "0A:0B/5")]
    [InlineData("*1d.", "03010203", "1.2.3")]
    [InlineData("*1d,;", "02010202030400", "1,2;3,4;")]
    [InlineData("0a[2x:2x:2x:2x:2x:2x:2x:2x]0a:2d", "20010DB800000000000000000000000100A1", "[2001:0DB8:0000:0000:0000:0000:0000:0001]:161")]
    [InlineData("9d", "010203040506070809", "0x010203040506070809")] // larger than any number
    [InlineData("1x:", "", "")]
    public void A_display_hint_says_how_octets_are_written(string hint, string octets, string text) =>
        Assert.Equal([$"m{{m=\"{text}\"}} 1"], Poll($"type: OctetString, display_hint: '{hint}'", Octets(OneMetric.Oid + ".0", Convert.FromHexString(octets))));

    [Theory]
    [InlineData("OctetString, display_hint: '1d.'", "192.0.2.1")]
    [InlineData("OctetString, display_hint: q", "0xC0000201")]
    [InlineData("PhysAddress48, display_hint: '1d.'", "C0:00:02:01:00:00")]
    public void A_looked_up_label_has_its_own_hint(string type, string text)
    {
        var keys = $"{{name: m, oid: {OneMetric.Oid}, type: gauge, indexes: [{{labelname: i, type: gauge}}], lookups: [{{labels: [i], labelname: l, oid: {Before}, type: {type}}}]}}";
        var module = new MappedModule(ModuleCompiler.Compile(SnmpYaml.Load(SnmpYaml.OneMetric(keys)).Modules.Modules["m"], 0, []));
        Assert.Equal([$"m{{i=\"1\",l=\"{text}\"}} 7"], Lines(module.Poll(Octets(Before + ".1", 192, 0, 2, 1), Gauge32(OneMetric.Oid + ".1", 7))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1")]
    [InlineData("1q")]
    [InlineData("*")]
    [InlineData("*0a-")]
    [InlineData("1x:0a-")] // would be repeated without an end
    [InlineData("1xé")]
    [InlineData("999999d")]
    public void A_hint_that_breaks_the_rules_is_refused(string hint) => Assert.False(DisplayHint.TryParse(hint, out _));

    [Fact]
    public void A_hint_is_for_octets_of_OctetString_only()
    {
        Assert.Equal(["m{m=\"ab\"} 1"], Poll("type: DisplayString, display_hint: '1x:'", Text(OneMetric.Oid + ".0", "ab")));
        Assert.Equal(["m{m=\"5\"} 1"], Poll("type: OctetString, display_hint: '1x:'", Integer(OneMetric.Oid + ".0", 5)));
    }

    [Fact]
    public void No_hint_and_no_octets_break_the_bound() => Check.One(Properties.Config(2000), Prop.ForAll(
        (from hint in Gen.Elements("1x:", "1d.", "*1d,;", "2d-*1a:/1t,", "0a[2x]0a:2d", "*3o+-1d", "1t ", "1a=").ToArbitrary().Generator
         from length in Gen.Choose(0, 80)
         from octets in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0, 1, 0xFF, 0xC3)).Select(octet => (byte)octet).ArrayOf(length)
         select (hint, octets)).ToArbitrary(),
        one =>
        {
            Assert.True(DisplayHint.TryParse(one.hint, out var hint));
            var destination = new byte[hint.MaxLength(one.octets.Length)];
            if (hint.TryRender(one.octets, destination, out var length)) new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(destination, 0, length);
        }));
}
