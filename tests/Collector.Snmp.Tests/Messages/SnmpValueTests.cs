using Collector.Snmp.Messages;

namespace Collector.Snmp.Tests.Messages;

public sealed class SnmpValueTests
{
    [Theory]
    [InlineData("01", 1)]
    [InlineData("FF", -1)]
    [InlineData("0000000001", 1)]
    [InlineData("80000000", int.MinValue)]
    [InlineData("7FFFFFFFFFFFFFFF", long.MaxValue)]
    [InlineData("FFFFFFFFFFFFFFFE", -2)]
    public void An_integer_has_a_sign(string hex, long expected)
    {
        SnmpValue value = Value(SmiType.Integer32, hex);

        Assert.True(value.TryGetInt64(out long signed));
        Assert.Equal(expected, signed);
        Assert.Equal(expected >= 0, value.TryGetUInt64(out ulong unsigned));
        Assert.Equal(expected >= 0 ? (ulong)expected : 0, unsigned);
    }

    [Theory]
    [InlineData(SmiType.Counter32)]
    [InlineData(SmiType.Gauge32)]
    [InlineData(SmiType.TimeTicks)]
    [InlineData(SmiType.UInteger32)]
    [InlineData(SmiType.Counter64)]
    public void Unsigned_types_are_never_negative(SmiType type)
    {
        Assert.True(Value(type, "FFFFFFFF").TryGetUInt64(out ulong withoutZero));
        Assert.True(Value(type, "00FFFFFFFF").TryGetUInt64(out ulong withZero));
        Assert.True(Value(type, "FFFFFFFF").TryGetInt64(out long signed));
        Assert.Equal((4294967295UL, 4294967295UL, 4294967295L), (withoutZero, withZero, signed));
    }

    [Fact]
    public void A_counter_uses_all_64_bits()
    {
        SnmpValue value = Value(SmiType.Counter64, "00FFFFFFFFFFFFFFFF");

        Assert.True(value.TryGetUInt64(out ulong unsigned));
        Assert.Equal(ulong.MaxValue, unsigned);
        Assert.False(value.TryGetInt64(out _));
    }

    [Theory]
    [InlineData(SmiType.Integer32, "")]
    [InlineData(SmiType.Integer32, "000000000000000001")]
    [InlineData(SmiType.Counter64, "")]
    [InlineData(SmiType.Counter64, "01FFFFFFFFFFFFFFFF")]
    [InlineData(SmiType.OctetString, "01")]
    [InlineData(SmiType.NoSuchInstance, "01")]
    public void What_is_no_number_has_none(SmiType type, string hex)
    {
        Assert.False(Value(type, hex).TryGetInt64(out _));
        Assert.False(Value(type, hex).TryGetUInt64(out _));
        Assert.False(Value(type, hex).TryGetOpaqueDouble(out _));
    }

    [Theory]
    [InlineData("9F780442280000", 42.0)]
    [InlineData("9F78810442280000", 42.0)]
    [InlineData("9F7904" + "42280000", null)] // a double of four octets
    [InlineData("9F7908BFF8000000000000", -1.5)]
    [InlineData("9F780442280000" + "00", null)]
    [InlineData("9F7804422800", null)]
    [InlineData("9F78", null)]
    [InlineData("9F", null)]
    [InlineData("", null)]
    [InlineData("9F76010A", null)] // a counter in an Opaque
    [InlineData("9F7888" + "7FFFFFFFFFFFFFFF", null)]
    public void An_opaque_may_hold_a_float_or_a_double(string hex, double? expected)
    {
        Assert.Equal(expected.HasValue, Value(SmiType.Opaque, hex).TryGetOpaqueDouble(out double value));
        Assert.Equal(expected ?? 0, value);
    }

    [Fact]
    public void Only_the_three_exceptions_are_exceptions()
    {
        SmiType[] exceptions = [SmiType.NoSuchObject, SmiType.NoSuchInstance, SmiType.EndOfMibView];

        Assert.All(Enum.GetValues<SmiType>(), type => Assert.Equal(exceptions.Contains(type), Value(type, "").IsException));
    }

    private static SnmpValue Value(SmiType type, string hex) => new(type, Convert.FromHexString(hex));
}
