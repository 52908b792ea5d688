using System.Globalization;
using System.Text;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Rules;
using Collector.Gnmi.Mapping.Values;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Gnmi.Tests.Mapping.Values;

public sealed class ValueConversionTests
{
    private static readonly ValueRule UpDown = new() { NumberMap = new Dictionary<string, double> { ["UP"] = 1, ["DOWN"] = 2, ["FAN"] = 2.5 } };

    [Fact]
    public void T20_unsigned_integers_are_exact() => Assert.Equal("u 18446744073709551615", Show(LeafValue.Unsigned(ulong.MaxValue)));

    [Fact]
    public void T21_signed_integers_and_special_numbers_are_what_they_are()
    {
        Assert.Equal("i -1", Show(LeafValue.Signed(-1)));
        Assert.Equal("i -9223372036854775808", Show(LeafValue.Signed(long.MinValue)));
        Assert.Equal("d NaN", Show(LeafValue.Double(double.NaN)));
        Assert.Equal("d -Infinity", Show(LeafValue.Double(double.NegativeInfinity)));
    }

    [Fact]
    public void T21_both_truth_values_are_shown()
    {
        Assert.Equal("u 1", Show(LeafValue.Bool(true)));
        Assert.Equal("u 0", Show(LeafValue.Bool(false)));
    }

    [Theory]
    [InlineData("18446744073709551615", "u 18446744073709551615")]
    [InlineData("-9223372036854775808", "i -9223372036854775808")]
    [InlineData("1.50", "d 1.5")]
    [InlineData("-123.45", "d -123.45")]
    [InlineData("0012", "u 12")]
    [InlineData("99999999999999999999", "d 1E+20")]
    public void T23_numbers_are_strings_in_json_ietf(string text, string sample)
    {
        Assert.Equal(sample, Show(LeafValue.IetfText(Encoding.UTF8.GetBytes(text))));
        Assert.Equal("", Show(LeafValue.Text(Encoding.UTF8.GetBytes(text)))); // T24
    }

    [Theory]
    [InlineData("1e5")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("")]
    [InlineData(" 7")]
    [InlineData("7 ")]
    [InlineData("+7")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    [InlineData("1_000")]
    [InlineData("UP")]
    public void T24_nothing_else_is_a_number(string text)
    {
        Assert.Equal("", Show(LeafValue.IetfText(Encoding.UTF8.GetBytes(text))));
        Assert.Equal("", Show(LeafValue.Text(Encoding.UTF8.GetBytes(text)), new ValueRule { Numbers = NumberReading.Always }));
    }

    [Fact]
    public void T24_text_is_a_number_where_the_leaf_is_known_to_be_one()
    {
        var counter = new GnmicNaming(new(), "s").Plan(Shapes.Of("/interfaces/interface[name]/state/counters/in-octets"))!;
        Assert.Equal("u 5", Show(LeafValue.Text("5"u8), counter.Values));
        var description = new GnmicNaming(new() { StringsAsLabels = true }, "s").Plan(Shapes.Of("/interfaces/interface[name]/state/description"))!;
        Assert.Equal("info 5", Show(LeafValue.Text("5"u8), description.Values));
        Assert.Equal("u 5", Show(LeafValue.IetfText("5"u8), description.Values)); // as gnmic has it; a rule can say otherwise:
        var options = new MappingOptions { Rules = [new LeafRule { Path = LeafPattern.Parse("description"), Text = TextStyle.Info }] };
        Assert.Equal("info 0012", Show(LeafValue.IetfText("0012"u8), new GnmicNaming(options, "s").Plan(Shapes.Of("/interface[name]/description"))!.Values));
    }

    [Theory]
    [InlineData("UP", "d 1")]
    [InlineData("openconfig-interfaces:DOWN", "d 2")]
    [InlineData("openconfig-platform-types:FAN", "d 2.5")] // T23
    [InlineData("up", "")]
    [InlineData("", "")]
    public void States_may_be_numbers(string text, string sample) => Assert.Equal(sample, Show(LeafValue.IetfText(Encoding.UTF8.GetBytes(text)), UpDown));

    [Fact]
    public void States_may_be_a_set()
    {
        var rule = new ValueRule { Text = TextStyle.StateSet, States = ["UP", "DOWN"] };
        Assert.Equal("state UP", Show(LeafValue.Text("oc:UP"u8), rule));
        Assert.Equal("state oc:ODD", Show(LeafValue.Text("oc:ODD"u8), rule));
        Assert.Equal("", Show(LeafValue.List("UP,DOWN"u8), rule));
    }

    [Fact]
    public void T26_a_leaf_list_is_a_label_or_counted()
    {
        Assert.Equal("info a,b", Show(LeafValue.List("a,b"u8), new ValueRule { Text = TextStyle.Info }));
        Assert.Equal("", Show(LeafValue.List("1,2"u8)));
        Assert.Equal("", Show(LeafValue.List("1"u8), new ValueRule { Numbers = NumberReading.Always }));
    }

    [Theory]
    [InlineData("40200000", "d 2.5")]
    [InlineData("4004000000000000", "d 2.5")]
    [InlineData("7FC00000", "d NaN")]
    [InlineData("402000", "")]
    [InlineData("", "")]
    public void T27_octets_are_floats_where_a_rule_says_so(string hex, string sample)
    {
        var octets = Convert.FromHexString(hex);
        Assert.Equal(sample, Show(LeafValue.Octets(octets), new ValueRule { IsIeeeFloat = true }));
        Assert.Equal(sample, Show(LeafValue.Text(Encoding.ASCII.GetBytes(Convert.ToBase64String(octets))), new ValueRule { IsIeeeFloat = true }));
        Assert.Equal("", Show(LeafValue.Octets(octets)));
    }

    [Fact]
    public void Nothing_is_no_sample() => Assert.Equal("", Show(LeafValue.Nothing, new ValueRule { Text = TextStyle.Info, Numbers = NumberReading.Always, IsIeeeFloat = true }));

    [Fact]
    public void Numbers_are_scaled_to_their_unit()
    {
        var rule = new ValueRule { Scale = 1e-9, NumberMap = UpDown.NumberMap };
        Assert.Equal("d 1.5", Show(LeafValue.Unsigned(1_500_000_000), rule));
        Assert.Equal("d -1.5", Show(LeafValue.Signed(-1_500_000_000), rule));
        Assert.Equal("d 1.5", Show(LeafValue.IetfText("1500000000"u8), rule));
    }

    [Theory]
    [InlineData("13", SampleKind.Double, "d 13")]
    [InlineData("13", SampleKind.Signed, "i 13")]
    [InlineData("-13", SampleKind.Unsigned, "i -13")]
    [InlineData("-13", SampleKind.Double, "d -13")]
    [InlineData("9007199254740993", SampleKind.Double, "u 9007199254740993")] // not exact as a double
    [InlineData("18446744073709551615", SampleKind.Signed, "u 18446744073709551615")]
    [InlineData("13", SampleKind.Info, "u 13")]
    public void T30_a_number_stays_in_the_column_of_an_earlier_one_if_it_fits(string text, SampleKind earlier, string sample)
    {
        Assert.True(ValueConversion.TryConvert(LeafValue.IetfText(Encoding.UTF8.GetBytes(text)), ValueRule.Plain, out var converted));
        Assert.Equal(sample, Show(converted.As(earlier)));
    }

    [Fact]
    public void Text_never_throws() => Prop.ForAll<byte[]>(bytes =>
    {
        foreach (var rule in (ValueRule[])[UpDown, new() { Numbers = NumberReading.Always, IsIeeeFloat = true }, new() { Text = TextStyle.StateSet, States = ["a"] }])
        {
            Show(LeafValue.Text(bytes), rule);
            Show(LeafValue.IetfText(bytes), rule);
            Show(LeafValue.Octets(bytes), rule);
        }
    }).AlwaysHolds();

    private static string Show(in LeafValue value, ValueRule? rule = null) => ValueConversion.TryConvert(value, rule ?? ValueRule.Plain, out var sample) ? Show(sample) : "";

    private static string Show(in Sample sample) => sample.Kind switch
    {
        SampleKind.Unsigned => "u " + sample.Bits.ToString(CultureInfo.InvariantCulture),
        SampleKind.Signed => "i " + ((long)sample.Bits).ToString(CultureInfo.InvariantCulture),
        SampleKind.Double => "d " + BitConverter.UInt64BitsToDouble(sample.Bits).ToString("R", CultureInfo.InvariantCulture),
        SampleKind.Info => "info " + Encoding.UTF8.GetString(sample.Text),
        _ => "state " + Encoding.UTF8.GetString(sample.Text),
    };
}
