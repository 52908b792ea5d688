using Collector.Pipeline.Samples;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Cells.OneMetric;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Mapping.Cells;

public sealed class ExtractTests
{
    [Theory]
    [InlineData("{Load: [{regex: '(.+)'}]}", "1.5", "mLoad{} 1.5")]
    [InlineData("{Load: [{regex: '([0-9.]+) .*'}]}", "1.5 2.5", "mLoad{} 1.5")]
    [InlineData("{A: [{regex: '([0-9]+) .*'}], B: [{regex: '.* ([0-9]+)'}]}", "1 2", "mA{} 1;mB{} 2")]
    [InlineData("{A: [{regex: '(.*)C'}, {regex: '(.*)F'}]}", "7F", "mA{} 7")]
    [InlineData("{A: [{regex: '(.*)'}, {regex: '[a-z]*([0-9]+)', value: '-$1'}]}", "x7", "mA{} -7")] // the first one that also is a number
    [InlineData("{Up: [{regex: 'up', value: '1'}, {regex: '.*', value: '0'}]}", "down", "mUp{} 0")]
    [InlineData("{'': [{regex: 'a(?P<n>.*)', value: '${n}e3'}]}", "a1", "m{} 1000")]
    [InlineData("{A: [{regex: '(.*)'}]}", "+1", "mA{} 1")]
    [InlineData("{A: [{regex: '(.*)'}]}", "0x1p-2", "mA{} 0.25")]
    [InlineData("{A: [{regex: '(.*)'}]}", "-inf", "mA{} -Infinity")]
    [InlineData("{A: [{regex: '(.*)'}]}", "NaN", "mA{} NaN")]
    [InlineData("{A: [{regex: '(.*)'}]}", " 1", "")]
    [InlineData("{A: [{regex: '(.*)'}]}", "1,000", "")]
    [InlineData("{A: [{regex: '(.*)', value: '$1x'}]}", "1", "")]
    [InlineData("{A: [{regex: '[0-9]'}]}", "12", "")] // the whole text has to match
    [InlineData("{A: [{regex: '(.*)$'}]}", "1\n", "")]
    [InlineData("{A: [{regex: ''}, {value: '5'}]}", "", "mA{} 5")]
    [InlineData("{A: [{value: '5'}]}", "x", "")]
    [InlineData("{A: []}", "1", "")]
    public void Numbers_are_taken_out_of_text_and_the_text_is_not_shown(string extracts, string text, string series) =>
        Assert.Equal(series, string.Join(';', Poll($"type: DisplayString, regex_extracts: {extracts}", Text(OneMetric.Oid + ".0", text))));

    [Fact]
    public void Numbers_taken_out_of_text_are_scaled() =>
        Assert.Equal(["mA{} 16"], Poll("type: DisplayString, scale: 10, offset: 1, regex_extracts: {A: [{regex: '(.*) V'}]}", Text(OneMetric.Oid + ".0", "1.5 V")));

    [Theory]
    [InlineData("type: OctetString", "0x([0-9]+)", "10")]
    [InlineData("type: PhysAddress48", "([0-9]+):.*", "10")]
    [InlineData("type: OctetString, display_hint: '1d.'", "([0-9]+)", "16")]
    public void Expressions_see_the_text_that_would_be_shown(string keys, string regex, string value) =>
        Assert.Equal([$"mA{{}} {value}"], Poll($"{keys}, regex_extracts: {{A: [{{regex: '{regex}'}}]}}", Octets(OneMetric.Oid + ".0", 0x10)));

    [Fact]
    public void An_integer_is_text_too() => Assert.Equal(["mA{} -5"], Poll("type: DisplayString, regex_extracts: {A: [{regex: '(.*)'}]}", Integer(OneMetric.Oid + ".0", -5)));

    [Theory]
    [InlineData("gauge", "m{} 5")]
    [InlineData("counter", "m{} 5")]
    [InlineData("Float", "m{} 5")]
    [InlineData("EnumAsInfo", "m_info{m=\"5\"} 1")]
    public void Types_that_are_no_text_have_no_use_for_expressions(string type, string series) =>
        Assert.Equal([series], Poll($"type: {type}, regex_extracts: {{A: [{{regex: '(.*)'}}]}}", Integer(OneMetric.Oid + ".0", 5)));

    [Fact]
    public void The_families_are_gauges_named_by_suffix() => Assert.Equal(
        [new MetricFamily("mA", "Text. (regex extracted)", MetricType.Gauge), new MetricFamily("mB", "Text. (regex extracted)", MetricType.Gauge)],
        Families("type: DisplayString, scale: 2, regex_extracts: {A: [{regex: a}], B: [{regex: b}]}"));

    [Fact]
    public void Each_row_has_the_numbers_of_its_latest_text()
    {
        var module = Module("type: DisplayString, indexes: [{labelname: i, type: gauge}], regex_extracts: {A: [{regex: '([0-9]+).*'}], B: [{regex: '.*b([0-9]+)'}]}");
        Assert.Equal(["mA{i=\"1\"} 1", "mB{i=\"1\"} 2", "mB{i=\"2\"} 3"], Lines(module.Poll(Text(OneMetric.Oid + ".1", "1b2"), Text(OneMetric.Oid + ".2", "b3"))));
        Assert.Equal(["mA{i=\"1\"} 1", "mA{i=\"2\"} 4", "mB{i=\"1\"} 2"], Lines(module.Poll(Text(OneMetric.Oid + ".1", "1b2"), Text(OneMetric.Oid + ".2", "4"))));
        Assert.Equal(["mA{i=\"2\"} 4"], Lines(module.Poll(Text(OneMetric.Oid + ".2", "4"))));
        Assert.Equal(["mA{i=\"2\"} 4", "mA{i=\"3\"} 5"], Lines(module.Poll(Text(OneMetric.Oid + ".2", "4"), Text(OneMetric.Oid + ".3", "5"))));
    }

    [Fact]
    public void A_device_with_endless_new_texts_gets_only_so_much_time()
    {
        var module = Module("type: DisplayString, indexes: [{labelname: i, type: gauge}], regex_extracts: {A: [{regex: '([0-9]+).*'}]}");
        var padding = new string('x', 60_000);
        var rows = Enumerable.Range(1, 20).Select(row => Text($"{OneMetric.Oid}.{row}", $"{row}{padding}")).ToArray();
        Assert.InRange(module.Poll(rows).Count, 10, 19);
        Assert.Equal(20, module.Poll(rows).Count); // the first ones are known by now
    }

    [Fact]
    public void Columns_that_are_not_read_in_a_poll_are_carried_over()
    {
        var module = Module("type: DisplayString, regex_extracts: {A: [{regex: '([0-9]+).*'}], B: [{regex: '.*b([0-9]+)'}]}", isSlow: true);
        module.Poll(Text(OneMetric.Oid + ".0", "1b2"));
        module.Begin();
        module.Publish(isComplete: true, Collector.Snmp.Ber.Oid.Parse(OneMetric.Oid));
        Assert.Equal(["mA{} 1", "mB{} 2"], Lines(SeriesReading.Read(module.Published!)));
    }
}
