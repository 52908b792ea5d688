using Collector.Snmp.Modules;

namespace Collector.Snmp.Tests.Modules;

public class MetricReaderTests
{
    [Theory]
    [InlineData("{name: 5x, oid: 1.3, type: gauge}", "5:14: \"5x\" is not a metric name: letters, digits, _ and :, and no digit first")]
    [InlineData("{oid: 1.3, type: gauge}", "5:7: name is required")]
    [InlineData("{name: x, type: gauge}", "5:7: oid is required")]
    [InlineData("{name: x, oid: 1.3}", "5:7: type is required")]
    [InlineData("{name: x, oid: 1.3, type: gauge, colour: red}", "5:40: unknown key \"colour\"")]
    [InlineData("{name: x, oid: 1.3, type: gauge, scale: .inf}", "5:47: scale: \".inf\" is not a number")]
    [InlineData("{name: x, oid: 1.3, type: counter, scale_from: {scale: 1.3.6, precision: 1.3.7}}", "5:54: scale_from is for the types gauge, Float and Double")]
    [InlineData("{name: x, oid: 1.3, type: gauge, scale_from: {scale: 1.3.6}}", "5:52: precision is required")]
    [InlineData("{name: x, oid: 1.3, type: gauge, enum_values: {up: 1}}", "5:54: enum_values: \"up\" is not a whole number")]
    [InlineData("{name: x, oid: 1.3, type: gauge, enum_values: {1: a, 0x1: b}}", "5:60: enum_values: 1 is there already")]
    [InlineData("{name: x, oid: 1.3, type: gauge, indexes: [{labelname: a-b, type: gauge}]}", "5:62: \"a-b\" is not a label name: letters, digits and _, and no digit first")]
    [InlineData("{name: x, oid: 1.3, type: gauge, indexes: [{labelname: __a, type: gauge}]}", "5:62: label __a: names that begin with __ are Prometheus' own")]
    [InlineData("{name: x, oid: 1.3, type: gauge, indexes: [{type: gauge}]}", "5:50: labelname is required")]
    [InlineData("{name: x, oid: 1.3, type: gauge, indexes: [{labelname: a}]}", "5:50: type is required")]
    [InlineData("{name: x, oid: 1.3, type: gauge, lookups: [{labels: [x], labelname: a, type: gauge}]}", "5:50: oid is required")]
    [InlineData("{name: x, oid: 1.3, type: gauge, lookups: [{labels: [x], labelname: a, oid: 1.3}]}", "5:50: type is required")]
    public void A_wrong_metric_is_an_error(string metric, string problem) => Assert.Equal("s.yml:" + problem, SnmpYaml.Problems(SnmpYaml.OneMetric(metric)));

    [Theory]
    [InlineData("displaystring", "; did you mean \"DisplayString\"?")]
    [InlineData("Opaque", "")]
    public void A_type_that_the_format_does_not_know_is_text_as_in_snmp_exporter(string type, string hint)
    {
        var (modules, problems) = SnmpYaml.Load(SnmpYaml.OneMetric($"{{name: x, oid: 1.3, type: {type}}}"));
        Assert.Equal($"s.yml:5:33: warning: metric x: the format has no type \"{type}\", and the values are shown as text{hint}", problems.ToString());
        Assert.Equal(SnmpMetricType.OctetString, Assert.Single(modules.Modules["m"].Metrics).Type);
    }

    [Theory]
    [InlineData("type: DisplayString, regex_extracts: {A: [{regex: '(a'}]}", "5:77: regex: missing closing ): `^(?:(a)$`")]
    [InlineData("type: gauge, regex_extracts: {A: [{regex: 'a(?=b)'}]}", "5:69: regex: invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("type: DisplayString, regex_extracts: {a-b: [{regex: a}]}", "5:65: \"a-b\" cannot end the name of a metric: letters, digits, _ and :")]
    [InlineData("type: ParseDateAndTime, datetime_pattern: '%Q'", "5:69: datetime_pattern: %Q is not known")]
    [InlineData("type: OctetString, display_hint: 1q", "5:60: warning: metric x: \"1q\" is no display hint of RFC 2579; values are shown in hexadecimal")]
    [InlineData("type: gauge, indexes: [{labelname: a, type: gauge}], lookups: [{labels: [a], labelname: b, oid: 1.4, type: OctetString, display_hint: q}]",
        "5:7: warning: metric x: \"q\" is no display hint of RFC 2579; values are shown in hexadecimal")]
    public void Patterns_and_hints_that_cannot_be_used_have_their_place(string keys, string problem) =>
        Assert.Equal("s.yml:" + problem, SnmpYaml.Problems(SnmpYaml.OneMetric($"{{name: x, oid: 1.3, {keys}}}")));

    [Theory]
    [InlineData("counter")]
    [InlineData("gauge")]
    [InlineData("Float")]
    [InlineData("Double")]
    [InlineData("EnumAsInfo")]
    [InlineData("EnumAsStateSet")]
    [InlineData("DisplayString")]
    [InlineData("OctetString")]
    [InlineData("PhysAddress48")]
    [InlineData("InetAddressIPv4")]
    [InlineData("InetAddressIPv6")]
    [InlineData("DateAndTime")]
    [InlineData("ParseDateAndTime")]
    [InlineData("NTPTimeStamp")]
    [InlineData("Bits")]
    [InlineData("InetAddress")]
    [InlineData("InetAddressMissingSize")]
    [InlineData("LldpPortId")]
    public void Types_that_can_be_mapped_are_kept(string type) =>
        Assert.Single(SnmpYaml.Valid(SnmpYaml.OneMetric($"{{name: x, oid: 1.3, type: {type}}}")).Modules["m"].Metrics);

    [Theory]
    [InlineData("indexes: [{labelname: a, type: gauge}, {labelname: a, type: gauge}]", "two indexes make the label a, and the last one counts")]
    [InlineData("lookups: [{labels: [z], labelname: b, oid: 1.3, type: gauge}]", "the lookup of b is by the label z, which nothing before it makes")]
    public void Labels_that_make_no_sense_are_a_warning_and_do_what_snmp_exporter_does(string keys, string warning)
    {
        var (modules, problems) = SnmpYaml.Load(SnmpYaml.OneMetric($"{{name: x, oid: 1.3, type: gauge, {keys}}}"));
        Assert.Equal($"s.yml:5:7: warning: metric x: {warning}", problems.ToString());
        Assert.Single(modules.Modules["m"].Metrics);
    }

    [Theory]
    [InlineData("displaystring", "; did you mean \"DisplayString\"?")]
    [InlineData("Float", "")]
    public void An_index_of_a_type_that_the_format_does_not_know_is_an_error(string type, string hint) =>
        Assert.Equal($"s.yml:5:71: type: \"{type}\" is not one of Integer32, Integer, gauge, counter, PhysAddress48, OctetString, DisplayString, InetAddressIPv4, "
            + $"InetAddressIPv6, InetAddress, InetAddressMissingSize, LldpPortId, EnumAsInfo{hint}",
            SnmpYaml.Problems(SnmpYaml.OneMetric($"{{name: x, oid: 1.3, type: gauge, indexes: [{{labelname: a, type: {type}}}]}}")));

    [Fact]
    public void Numbers_do_not_mind_regexes_and_hints_meant_for_text() =>
        Assert.Equal("", SnmpYaml.Problems(SnmpYaml.OneMetric("{name: x, oid: 1.3, type: gauge, display_hint: d, regex_extracts: {Load: [{regex: x}]}}")));

    [Theory]
    [InlineData("Integer32")]
    [InlineData("gauge")]
    [InlineData("PhysAddress48")]
    [InlineData("OctetString")]
    [InlineData("DisplayString")]
    [InlineData("InetAddressIPv4")]
    [InlineData("InetAddressIPv6")]
    [InlineData("InetAddress")]
    [InlineData("InetAddressMissingSize")]
    [InlineData("LldpPortId")]
    [InlineData("EnumAsInfo")]
    public void Indexes_and_lookups_that_can_be_mapped_are_kept(string type)
    {
        var keys = $"indexes: [{{labelname: a, type: {type}}}], lookups: [{{labels: [a], labelname: b, oid: 1.3.5, type: {type}}}]";
        var metric = Assert.Single(SnmpYaml.Valid(SnmpYaml.OneMetric($"{{name: x, oid: 1.3, type: gauge, {keys}}}")).Modules["m"].Metrics);
        Assert.Equal(type, metric.Indexes[0].Type.ToString(), ignoreCase: true);
        Assert.Equal(type, metric.Lookups[0].Type.ToString(), ignoreCase: true);
    }

    [Fact]
    public void Several_lookups_may_start_from_one_index_and_removals_come_where_they_stand()
    {
        var modules = SnmpYaml.Valid(SnmpYaml.OneMetric("""
            {name: x, oid: 1.3, type: gauge,
             indexes: [{labelname: a, type: gauge}, {labelname: b, type: PhysAddress48}],
             lookups: [{labels: [a, b], labelname: c, oid: 1.3.5, type: DisplayString}, {labels: [b], labelname: d, oid: 1.3.6, type: gauge},
                       {labels: [], labelname: a}]}
            """));
        Assert.Equal(["c", "d", "a"], modules.Modules["m"].Metrics[0].Lookups.Select(lookup => lookup.LabelName));
    }
}
