using Collector.Pipeline.Samples;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Snmp.Tests.Mapping.Cells;

public sealed class NumberTests
{
    [Theory]
    [InlineData(SmiType.Integer32, "FB", -5.0)]
    [InlineData(SmiType.Integer32, "8000000000000000", -9223372036854775808.0)]
    [InlineData(SmiType.Counter32, "00FFFFFFFF", 4294967295.0)]
    [InlineData(SmiType.Gauge32, "00FFFFFFFFFF", 1099511627775.0)] // as large as it came
    [InlineData(SmiType.TimeTicks, "0100000005", 5.0)] // cut to its 32 bits
    [InlineData(SmiType.UInteger32, "0100000005", 5.0)]
    [InlineData(SmiType.Counter64, "00FFFFFFFFFFFFFFFF", 18446744073709551615.0)]
    [InlineData(SmiType.Opaque, "9F78044048F5C3", 3.140000104904175)]
    [InlineData(SmiType.Opaque, "9F7908400921FB54442D18", 3.141592653589793)]
    [InlineData(SmiType.Opaque, "0102", 0.0)]
    [InlineData(SmiType.OctetString, "3132", 0.0)]
    [InlineData(SmiType.ObjectIdentifier, "2B06", 0.0)]
    [InlineData(SmiType.IpAddress, "C0000201", 0.0)]
    [InlineData(SmiType.Null, "", 0.0)]
    public void A_gauge_is_the_number_that_was_sent_and_0_for_what_is_none(SmiType type, string content, double value)
    {
        foreach (var metric in (string[])["gauge", "Float", "Double"]) Assert.Equal(value, Value($"type: {metric}", type, content));
    }

    [Theory]
    [InlineData(SmiType.Counter64, "00FFFFFFFFFFFFFFFF", 18446744073709551615.0)]
    [InlineData(SmiType.Counter32, "05", 5.0)]
    [InlineData(SmiType.Integer32, "05", 5.0)]
    [InlineData(SmiType.Opaque, "9F78044048F5C3", null)] // neither fractions nor negative numbers are counts
    [InlineData(SmiType.Opaque, "9F780440400000", 3.0)]
    [InlineData(SmiType.Integer32, "FB", null)]
    [InlineData(SmiType.OctetString, "3132", null)]
    public void A_counter_is_a_count(SmiType type, string content, double? value) => Assert.Equal(value, Value("type: counter", type, content));

    [Theory]
    [InlineData(SmiType.Counter64, "7F", 127.0)]
    [InlineData(SmiType.Opaque, "9F78044048F5C3", 3.140000104904175)]
    [InlineData(SmiType.Integer32, "FB", -5.0)]
    [InlineData(SmiType.OctetString, "3132", 0.0)]
    public void Where_snmp_exporter_is_stood_in_for_a_counter_is_any_number(SmiType type, string content, double value)
    {
        var module = OneMetric.Module("type: counter", new MappingOptions { CountersTakeAnyNumber = true });
        Assert.Equal(value, Value(module, type, content));
        Assert.Equal(MetricType.Counter, module.State.Plan.Schema.Tables[0].Columns[0].Family.Type);
    }

    [Theory]
    [InlineData("type: counter")]
    [InlineData("type: gauge")]
    [InlineData("type: counter, scale: 1")]
    public void Large_counters_begin_anew_where_snmp_exporter_lets_them_and_only_there(string keys)
    {
        Assert.Equal(9007199254740991, Wrapped(keys, ulong.MaxValue));
        Assert.Equal(1, Wrapped(keys, 9007199254740993));
        Assert.Equal(9007199254740993.0, Value(keys, SmiType.Counter64, "20000000000001"));
    }

    [Theory]
    [InlineData("type: gauge", SmiType.Integer32, "")]
    [InlineData("type: counter", SmiType.Counter64, "")]
    [InlineData("type: gauge", SmiType.Counter64, "01020304050607080910")]
    [InlineData("type: EnumAsInfo", SmiType.Integer32, "")]
    public void A_broken_number_is_a_hole_and_no_0(string keys, SmiType type, string content) => Assert.Null(Value(keys, type, content));

    [Theory]
    [InlineData("type: gauge, scale: 0.1, offset: -5", -7.0)]
    [InlineData("type: Double, offset: 1", -19.0)]
    [InlineData("type: Float, scale: -1", 20.0)]
    [InlineData("type: counter, scale: -2, offset: 2", 42.0)]
    [InlineData("type: EnumAsStateSet, scale: 2", 1.0)] // states are not scaled
    public void Numbers_are_scaled_and_then_shifted(string keys, double value) => Assert.Equal(value, Value(keys, SmiType.Integer32, "EC"));

    [Theory]
    [InlineData("counter", MetricType.Counter)]
    [InlineData("gauge", MetricType.Gauge)]
    [InlineData("Float", MetricType.Gauge)]
    [InlineData("Double", MetricType.Gauge)]
    [InlineData("DateAndTime", MetricType.Gauge)]
    [InlineData("NTPTimeStamp", MetricType.Gauge)]
    [InlineData("ParseDateAndTime", MetricType.Gauge)]
    public void Families_have_the_metrics_name_and_help(string type, MetricType family) =>
        Assert.Equal([new MetricFamily("m", "Text.", family)], OneMetric.Families($"type: {type}"));

    private static double Wrapped(string keys, ulong value) =>
        Assert.Single(OneMetric.Module(keys, new MappingOptions { WrapLargeCounters = true }).Poll(AgentVarbind.Counter64(OneMetric.Oid + ".0", value))).Value;

    private static double? Value(string keys, SmiType type, string content) => Value(OneMetric.Module(keys), type, content);

    private static double? Value(MappedModule module, SmiType type, string content)
    {
        var series = module.Poll(new AgentVarbind(Collector.Snmp.Ber.Oid.Parse(OneMetric.Oid + ".0"), type, Convert.FromHexString(content)));
        return series.Count == 0 ? null : Assert.Single(series).Value;
    }
}
