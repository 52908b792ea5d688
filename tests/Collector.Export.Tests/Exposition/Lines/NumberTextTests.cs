using System.Globalization;
using System.Text;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Lines;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Export.Tests.Exposition.Lines;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-1.0, "-1")]
    [InlineData(0.1, "0.1")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(9007199254740991.0, "9007199254740991")]
    [InlineData(9007199254740992.0, "9007199254740992")]
    [InlineData(1e300, "1E+300")]
    [InlineData(5e-324, "5E-324")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void A_double_is_written_as_short_as_it_can_be_read_back(double value, string text) => Assert.Equal(text, Text(value));

    [Fact]
    public void Every_number_of_digits_is_written_right()
    {
        for (var (power, digits) = (1UL, 1); digits <= 20; power *= 10, digits++)
        {
            foreach (var value in new[] { power - 1, power, power + 1, power * 9 })
                Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Text(value));
        }

        Assert.Equal("18446744073709551615", Text(ulong.MaxValue));
    }

    [Theory]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(-9_007_199_254_740_993, "-9007199254740993")]
    [InlineData(-1, "-1")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    public void A_signed_integer_keeps_all_64_bits(long value, string text)
    {
        var bytes = new byte[NumberText.MaxLength];
        Assert.Equal(text, Encoding.ASCII.GetString(bytes, 0, NumberText.Write(value, bytes)));
    }

    [Fact]
    public void Any_integer_and_any_double_reads_back_as_it_was()
    {
        Prop.ForAll<ulong>(value => Text(value) == value.ToString(CultureInfo.InvariantCulture)).AlwaysHolds();
        Prop.ForAll<double>(value => !double.IsFinite(value) || double.Parse(Text(value), CultureInfo.InvariantCulture) == value).AlwaysHolds();
    }

    [Theory]
    [InlineData(1_700_000_000_007, "1700000000007", "1700000000.007")]
    [InlineData(999, "999", "0.999")]
    public void A_timestamp_is_in_milliseconds_or_in_seconds(long unixMs, string text, string openMetrics)
    {
        Assert.Equal(text, Time(unixMs, ExpositionFormat.Text));
        Assert.Equal(openMetrics, Time(unixMs, ExpositionFormat.OpenMetrics));
    }

    private static string Text(double value)
    {
        var bytes = new byte[NumberText.MaxLength];
        return Encoding.ASCII.GetString(bytes, 0, NumberText.Write(value, bytes));
    }

    private static string Text(ulong value)
    {
        var bytes = new byte[NumberText.MaxLength];
        return Encoding.ASCII.GetString(bytes, 0, NumberText.Write(value, bytes));
    }

    private static string Time(long unixMs, ExpositionFormat format)
    {
        var bytes = new byte[NumberText.MaxLength];
        return Encoding.ASCII.GetString(bytes, 0, NumberText.WriteTimestamp(unixMs, format, bytes));
    }
}
