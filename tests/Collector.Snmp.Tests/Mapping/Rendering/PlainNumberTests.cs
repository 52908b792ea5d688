using System.Globalization;
using System.Text;
using Collector.Snmp.Mapping.Rendering;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Mapping.Rendering;

public sealed class PlainNumberTests
{
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(12, "12")]
    [InlineData(-1.25e-7, "-0.000000125")]
    [InlineData(1e21, "1000000000000000000000")]
    [InlineData(-1.5e20, "-150000000000000000000")]
    [InlineData(123456789012345680, "123456789012345680")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void A_double_is_written_with_as_few_digits_as_it_needs(double number, string text) => Assert.Equal(text, Text(number));

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(3.14f, "3.14")]
    [InlineData(16777216f, "16777216")]
    [InlineData(1e-10f, "0.0000000001")]
    public void A_float_needs_fewer(float number, string text)
    {
        Span<byte> buffer = stackalloc byte[340];
        Assert.Equal(text, Encoding.UTF8.GetString(buffer[..PlainNumber.Write(number, buffer)]));
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(-double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(-2.2250738585072014E-308)]
    public void The_largest_and_the_smallest_fit(double number) => Assert.Equal(number, double.Parse(Text(number), CultureInfo.InvariantCulture));

    [Fact]
    public void What_is_written_reads_back_as_the_same_number() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double>().Filter(double.IsFinite), number =>
            double.Parse(Text(number), CultureInfo.InvariantCulture).Equals(number) && !Text(number).Contains('E', StringComparison.Ordinal)).Check(Properties.Config());

    private static string Text(double number)
    {
        Span<byte> buffer = stackalloc byte[340];
        return Encoding.UTF8.GetString(buffer[..PlainNumber.Write(number, buffer)]);
    }
}
