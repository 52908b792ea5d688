using Collector.Pipeline.Samples;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;
using Collector.Snmp.Tests.Modules;
using static Collector.Snmp.Tests.Mapping.Cells.OneMetric;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Mapping.Cells;

public sealed class NamedValueTests
{
    private const string UpDown = "enum_values: {1: up, 2: down}";

    [Theory]
    [InlineData(1, "m_info{m=\"up\"} 1")]
    [InlineData(77, "m_info{m=\"77\"} 1")]
    [InlineData(-3, "m_info{m=\"-3\"} 1")]
    public void An_info_has_the_codes_name_as_label(long code, string series) => Assert.Equal([series], Poll($"type: EnumAsInfo, {UpDown}", Integer(OneMetric.Oid + ".0", code)));

    [Fact]
    public void A_state_set_has_every_state_and_a_code_that_is_none_has_a_series_of_its_own()
    {
        Assert.Equal(["m{m=\"down\"} 1", "m{m=\"up\"} 0"], Poll($"type: EnumAsStateSet, {UpDown}", Integer(OneMetric.Oid + ".0", 2)));
        Assert.Equal(["m{m=\"77\"} 1", "m{m=\"down\"} 0", "m{m=\"up\"} 0"], Poll($"type: EnumAsStateSet, {UpDown}", Integer(OneMetric.Oid + ".0", 77)));
    }

    [Theory]
    [InlineData("80", 1, 0, 0)]
    [InlineData("4020", 0, 1, 1)]
    [InlineData("FFFF", 1, 1, 1)]
    [InlineData("00", 0, 0, 0)]
    [InlineData("", 0, 0, 0)] // beyond the string a bit is clear
    public void Bit_0_is_the_highest_of_the_first_octet(string octets, int first, int second, int tenth) => Assert.Equal(
        [$"m{{i=\"1\",m=\"first\"}} {first}", $"m{{i=\"1\",m=\"second\"}} {second}", $"m{{i=\"1\",m=\"tenth\"}} {tenth}"],
        Poll("type: Bits, indexes: [{labelname: i, type: gauge}], enum_values: {0: first, 1: second, 10: tenth}", Octets(OneMetric.Oid + ".1", Convert.FromHexString(octets))));

    [Fact]
    public void More_bits_than_a_cell_has_are_no_trouble()
    {
        var names = string.Join(", ", Enumerable.Range(0, 200).Select(bit => $"{bit}: b{bit}"));
        var octets = new byte[25];
        (octets[8], octets[24]) = (0x80, 0x01);

        var set = Poll($"type: Bits, enum_values: {{{names}}}", Octets(OneMetric.Oid + ".0", octets)).Where(line => line.EndsWith('1')).ToArray();

        Assert.Equal(["m{m=\"b199\"} 1", "m{m=\"b64\"} 1"], set);
    }

    [Fact]
    public void Bits_that_are_no_octets_are_not_shown() => Assert.Empty(Poll("type: Bits, enum_values: {0: a}", Integer(OneMetric.Oid + ".0", 1)));

    [Theory]
    [InlineData("EnumAsInfo", "m_info")]
    [InlineData("EnumAsStateSet", "m")]
    [InlineData("Bits", "m")]
    public void The_help_says_what_was_made_of_the_codes(string type, string name) =>
        Assert.Equal([new MetricFamily(name, $"Text. ({type})", MetricType.Gauge)], Families($"type: {type}, {UpDown}"));

    [Theory]
    [InlineData("EnumAsInfo")]
    [InlineData("Bits")]
    [InlineData("DisplayString")]
    public void A_name_that_cannot_be_a_label_makes_none(string type)
    {
        var problems = new Pipeline.Configuration.ConfigurationProblems();
        var metric = new MetricOptions { Name = "a:b", Oid = Collector.Snmp.Ber.Oid.Parse(OneMetric.Oid), Type = Enum.Parse<SnmpMetricType>(type) };

        Assert.Empty(new MappedModule(ModuleCompiler.Compile(Mapping.Modules.Options(metric), 0, problems)).Poll(Text(OneMetric.Oid + ".0", "x")));
        Assert.Contains("cannot be a label", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EnumAsInfo")]
    [InlineData("EnumAsStateSet")]
    [InlineData("Bits")]
    public void A_row_that_has_the_label_already_shows_no_second_one(string type)
    {
        var module = SnmpYaml.Valid(SnmpYaml.OneMetric($"{{name: m, oid: {OneMetric.Oid}, type: {type}, {UpDown}, indexes: [{{labelname: m, type: gauge}}]}}")).Modules["m"];
        var problems = new Pipeline.Configuration.ConfigurationProblems();

        var mapped = new MappedModule(ModuleCompiler.Compile(module, 0, problems));

        Assert.Empty(mapped.Poll(Integer(OneMetric.Oid + ".1", 1)));
        Assert.Equal("s.yml:5:7: warning: metric m is never shown: its rows have a label of that name already", problems.ToString());
    }
}
