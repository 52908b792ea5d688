using Collector.Snmp.Ber;

namespace Collector.Snmp.Tests.Ber;

public sealed class BerReaderTests
{
    [Theory]
    [InlineData("0402AABB")]
    [InlineData("048102AABB")] // X.690 8.1.3.5: the long form is always allowed
    [InlineData("04820002AABB")]
    [InlineData("048400000002AABB")]
    [InlineData("0488000000000000" + "0002AABB")] // padded with zero octets
    public void A_length_may_take_more_octets_than_it_needs(string hex)
    {
        var reader = new BerReader(Convert.FromHexString(hex));

        Assert.Equal(DecodeStatus.Ok, reader.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> content));
        Assert.Equal("AABB", Convert.ToHexString(content));
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void A_length_of_126_octets_is_the_longest_there_is()
    {
        byte[] element = [0x04, 0xFE, .. new byte[125], 1, 0xAA];
        var reader = new BerReader(element);

        Assert.Equal(DecodeStatus.Ok, reader.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> content));
        Assert.Equal(1, content.Length);
    }

    [Theory]
    [InlineData("", DecodeStatus.Truncated)]
    [InlineData("04", DecodeStatus.Truncated)]
    [InlineData("0401", DecodeStatus.Truncated)]
    [InlineData("0481", DecodeStatus.Truncated)]
    [InlineData("0482FF", DecodeStatus.Truncated)]
    [InlineData("048101", DecodeStatus.Truncated)]
    [InlineData("04847FFFFFFFAABB", DecodeStatus.Truncated)]
    [InlineData("0484FFFFFFFFAABB", DecodeStatus.Truncated)]
    [InlineData("0480AABB0000", DecodeStatus.IndefiniteLength)]
    [InlineData("048501000000" + "00AABB", DecodeStatus.LengthTooLong)]
    [InlineData("04887FFFFFFFFFFFFFFF", DecodeStatus.LengthTooLong)] // overflows a signed 64-bit sum of position and length
    [InlineData("0488FFFFFFFFFFFFFFFF", DecodeStatus.LengthTooLong)]
    [InlineData("04FF", DecodeStatus.LengthTooLong)] // reserved, X.690 8.1.3.5 c
    [InlineData("1F8104AABB", DecodeStatus.UnexpectedTag)] // a tag number in further octets
    public void A_length_that_cannot_be_is_refused_and_nothing_is_read(string hex, DecodeStatus expected)
    {
        byte[] octets = Convert.FromHexString(hex);
        var reader = new BerReader(octets);

        Assert.Equal(expected, reader.TryRead(out byte tag, out ReadOnlySpan<byte> content));
        Assert.Equal(0, tag);
        Assert.True(content.IsEmpty);
        Assert.Equal(octets.Length, reader.Rest.Length);
    }

    [Fact]
    public void Another_tag_than_expected_is_told_and_stays_unread()
    {
        var reader = new BerReader([0x04, 0x00]);

        Assert.Equal(DecodeStatus.UnexpectedTag, reader.TryRead(BerTag.Sequence, out _));
        Assert.Equal(DecodeStatus.Ok, reader.TryRead(BerTag.OctetString, out _));
    }

    [Theory]
    [InlineData("0201FF", -1)]
    [InlineData("02047FFFFFFF", int.MaxValue)]
    [InlineData("020480000000", int.MinValue)]
    [InlineData("020800000000" + "7FFFFFFF", int.MaxValue)]
    public void Header_integers_may_be_padded(string hex, int expected)
    {
        var reader = new BerReader(Convert.FromHexString(hex));

        Assert.Equal(DecodeStatus.Ok, reader.TryReadInt32(out int value));
        Assert.Equal(expected, value);
        Assert.True(reader.IsAtEnd);
    }

    [Theory]
    [InlineData("0200", DecodeStatus.EmptyInteger)]
    [InlineData("02050080000000", DecodeStatus.IntegerTooLong)]
    [InlineData("0209000000000000000001", DecodeStatus.IntegerTooLong)]
    [InlineData("0401AA", DecodeStatus.UnexpectedTag)]
    [InlineData("0202AA", DecodeStatus.Truncated)]
    public void Header_integers_beyond_32_bits_are_refused(string hex, DecodeStatus expected)
    {
        byte[] octets = Convert.FromHexString(hex);
        var reader = new BerReader(octets);

        Assert.Equal(expected, reader.TryReadInt32(out int value));
        Assert.Equal(0, value);
        Assert.Equal(octets.Length, reader.Rest.Length);
    }
}
