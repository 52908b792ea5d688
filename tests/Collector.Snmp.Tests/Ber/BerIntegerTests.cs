using Collector.Snmp.Ber;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Ber;

public sealed class BerIntegerTests
{
    [Theory]
    [InlineData("00", 0)]
    [InlineData("7F", 127)]
    [InlineData("0080", 128)]
    [InlineData("80", -128)]
    [InlineData("FF7F", -129)]
    [InlineData("7FFFFFFF", int.MaxValue)]
    [InlineData("8000000000000000", long.MinValue)]
    public void Signed_numbers_are_written_in_the_shortest_form(string hex, long value)
    {
        Span<byte> content = stackalloc byte[BerInteger.MaxSize];
        int size = BerInteger.WriteSigned(content, value);

        Assert.Equal(hex, Convert.ToHexString(content[..size]));
    }

    [Theory]
    [InlineData("00", 0UL)]
    [InlineData("0080", 128UL)]
    [InlineData("00FFFFFFFF", 4294967295UL)]
    [InlineData("7FFFFFFFFFFFFFFF", 9223372036854775807UL)]
    [InlineData("00FFFFFFFFFFFFFFFF", ulong.MaxValue)]
    public void Unsigned_numbers_are_written_with_the_zero_octet_they_need(string hex, ulong value)
    {
        Span<byte> content = stackalloc byte[BerInteger.MaxSize];
        int size = BerInteger.WriteUnsigned(content, value);

        Assert.Equal(hex, Convert.ToHexString(content[..size]));
    }

    [Theory]
    [InlineData("FFFFFFFF", 4294967295UL)]
    [InlineData("80", 128UL)]
    [InlineData("FFFFFFFFFFFFFFFF", ulong.MaxValue)]
    public void An_unsigned_number_without_its_zero_octet_is_not_negative(string hex, ulong expected)
    {
        Assert.Equal(DecodeStatus.Ok, BerInteger.TryReadUnsigned(Convert.FromHexString(hex), out ulong value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("", DecodeStatus.EmptyInteger)]
    [InlineData("01FFFFFFFFFFFFFFFF", DecodeStatus.IntegerTooLong)]
    [InlineData("00000000000000000001", DecodeStatus.IntegerTooLong)]
    public void Content_that_is_no_64_bit_number_is_refused(string hex, DecodeStatus expected)
    {
        byte[] content = Convert.FromHexString(hex);

        Assert.Equal(expected, BerInteger.TryReadUnsigned(content, out _));
        Assert.Equal(expected, BerInteger.TryReadSigned(content, out _));
    }

    [Fact]
    public void A_signed_number_of_nine_octets_is_refused() =>
        Assert.Equal(DecodeStatus.IntegerTooLong, BerInteger.TryReadSigned(new byte[9], out _));

    [Fact]
    public void Signed_numbers_come_back_however_they_are_padded() =>
        Prop.ForAll(Bits(), Gen.Choose(0, 7).ToArbitrary(), (bits, padding) =>
        {
            long value = unchecked((long)bits);
            Span<byte> content = stackalloc byte[16];
            content.Fill(value < 0 ? (byte)0xFF : (byte)0);
            int size = BerInteger.WriteSigned(content[8..], value);
            padding = Math.Min(padding, 8 - size);

            Assert.Equal(DecodeStatus.Ok, BerInteger.TryReadSigned(content.Slice(8 - padding, size + padding), out long read));
            Assert.Equal(value, read);
        }).AlwaysHolds();

    [Fact]
    public void Unsigned_numbers_come_back_however_they_are_padded() =>
        Prop.ForAll(Bits(), Gen.Choose(0, 8).ToArbitrary(), (value, padding) =>
        {
            Span<byte> content = stackalloc byte[20];
            int size = BerInteger.WriteUnsigned(content[9..], value);
            padding = Math.Min(padding, 9 - size);

            Assert.Equal(DecodeStatus.Ok, BerInteger.TryReadUnsigned(content.Slice(9 - padding, size + padding), out ulong read));
            Assert.Equal(value, read);
        }).AlwaysHolds();

    // All sizes equally often, and the borders between them.
    private static Arbitrary<ulong> Bits() =>
        (from octets in Gen.Choose(0, 255).ArrayOf(8)
         from shift in Gen.Choose(0, 63)
         from edge in Gen.Choose(0, 3)
         let random = octets.Aggregate(0UL, (sum, octet) => (sum << 8) | (uint)octet)
         select edge switch { 0 => 1UL << shift, 1 => (1UL << shift) - 1, 2 => ~(random >> shift), _ => random >> shift }).ToArbitrary();
}
