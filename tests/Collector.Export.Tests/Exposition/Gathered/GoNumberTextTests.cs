using System.Globalization;
using System.Text;
using Collector.Export.Exposition.Gathered;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Export.Tests.Exposition.Gathered;

public sealed class GoNumberTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(1, "1")]
    [InlineData(-5, "-5")]
    [InlineData(999_999, "999999")]
    [InlineData(1_000_000, "1e+06")]
    [InlineData(1_234_567, "1.234567e+06")]
    [InlineData(-1_234_500, "-1.2345e+06")]
    [InlineData(1_795_328_598, "1.795328598e+09")]
    [InlineData(9_007_199_254_740_991, "9.007199254740991e+15")]
    [InlineData(1.8446744073709552e19, "1.8446744073709552e+19")]
    [InlineData(-6.2169984e10, "-6.2169984e+10")]
    [InlineData(3.140000104904175, "3.140000104904175")]
    [InlineData(123456.789, "123456.789")]
    [InlineData(1234567.5, "1.2345675e+06")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012, "0.00012")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(1e23, "1e+23")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void A_number_is_written_as_go_writes_it(double value, string text) => Assert.Equal(text, Text(value));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999_999, "999999")]
    [InlineData(1_000_000, "1e+06")]
    [InlineData(12_345_678_901, "1.2345678901e+10")]
    [InlineData(9_007_199_254_740_990, "9.00719925474099e+15")]
    [InlineData(ulong.MaxValue, "1.8446744073709552e+19")]
    public void A_counter_is_written_as_the_double_that_it_becomes(ulong value, string text)
    {
        var buffer = new byte[GoNumberText.MaxLength];
        Assert.Equal(text, Encoding.UTF8.GetString(buffer, 0, GoNumberText.Write(value, buffer)));
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_number() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double>(), value =>
            double.IsNaN(value) || double.Parse(Text(value).Replace("Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture).Equals(value + 0.0)).Check(Properties.Config(5_000));

    private static string Text(double value)
    {
        var buffer = new byte[GoNumberText.MaxLength];
        return Encoding.UTF8.GetString(buffer, 0, GoNumberText.Write(value, buffer));
    }
}
