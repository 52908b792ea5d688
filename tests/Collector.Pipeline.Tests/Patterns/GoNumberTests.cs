using System.Globalization;
using Collector.Pipeline.Patterns;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Pipeline.Tests.Patterns;

public sealed class GoNumberTests
{
    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("+1", 1.0)]
    [InlineData("-1.5", -1.5)]
    [InlineData("1e3", 1000.0)]
    [InlineData("1E+3", 1000.0)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("0x1p-2", 0.25)]
    [InlineData("0X1.8P1", 3.0)]
    [InlineData("-0x.1p+2", -0.25)]
    [InlineData("0x1.fffffffffffffp1023", double.MaxValue)]
    [InlineData("0x1p-1074", double.Epsilon)]
    [InlineData("0x1p-1075", 0.0)] // half of the smallest goes to even
    [InlineData("0x3p-1075", 2 * double.Epsilon)]
    [InlineData("0x1.00000000000008p0", 1.0)]
    [InlineData("0x1.000000000000081p0", 1.0000000000000002)]
    [InlineData("0x1p-99999999999", 0.0)]
    [InlineData("1_000.2_5", 1000.25)]
    [InlineData("0x_1p0", 1.0)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("+Infinity", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("1e-400", 0.0)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    public void Numbers_of_Go_are_numbers(string text, double value)
    {
        Assert.True(GoNumber.TryParse(text, out var parsed));
        Assert.Equal(value, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,000")]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("0x1")] // the binary exponent is required
    [InlineData("0xp1")]
    [InlineData("1p2")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("1_.5")]
    [InlineData("+nan")]
    [InlineData("infinit")]
    [InlineData("1e400")] // beyond a double
    [InlineData("-1e400000")]
    [InlineData("0x1p1024")]
    [InlineData("12V")]
    [InlineData("٣")]
    public void Anything_else_is_not(string text) => Assert.False(GoNumber.TryParse(text, out _));

    [Fact]
    public void Every_double_is_read_back_from_its_text() => Check.One(Properties.Config(), Prop.ForAll<double>(value =>
        GoNumber.TryParse(value.ToString("R", CultureInfo.InvariantCulture).Replace("∞", "Inf", StringComparison.Ordinal), out var parsed) && parsed.Equals(value)));
}
