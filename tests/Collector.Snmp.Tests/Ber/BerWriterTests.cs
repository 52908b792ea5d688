using Collector.Snmp.Ber;

namespace Collector.Snmp.Tests.Ber;

public sealed class BerWriterTests
{
    [Theory]
    [InlineData(0, "0400")]
    [InlineData(127, "047F")]
    [InlineData(128, "048180")]
    [InlineData(255, "0481FF")]
    [InlineData(256, "04820100")]
    [InlineData(65535, "0482FFFF")]
    [InlineData(65536, "0483010000")]
    [InlineData(16777216, "048401000000")]
    public void A_length_takes_the_fewest_octets(int length, string expected)
    {
        Span<byte> buffer = stackalloc byte[8];
        var writer = new BerWriter(buffer);

        Assert.True(writer.TryWriteHeader(BerTag.OctetString, length));
        Assert.Equal(expected, Convert.ToHexString(buffer[..writer.Length]));
        Assert.Equal(expected.Length / 2, BerLength.ElementSize(length) - length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200)]
    public void What_does_not_fit_leaves_the_buffer_as_it_was(int contentLength)
    {
        int size = BerLength.ElementSize(contentLength);
        for (int room = 0; room < size; room++)
        {
            byte[] buffer = Enumerable.Repeat((byte)0xEE, room).ToArray();
            var writer = new BerWriter(buffer);

            Assert.False(writer.TryWrite(BerTag.OctetString, new byte[contentLength]));
            Assert.Equal(0, writer.Length);
            Assert.All(buffer, octet => Assert.Equal(0xEE, octet));
        }
    }

    [Fact]
    public void The_largest_content_fills_the_room_and_one_more_does_not_fit()
    {
        foreach (int room in Enumerable.Range(0, 700).Concat(Enumerable.Range(65530, 20)))
        {
            int largest = BerLength.LargestContent(room);

            Assert.Equal(room < 2, largest < 0);
            Assert.True(largest < 0 || BerLength.ElementSize(largest) <= room);
            Assert.True(BerLength.ElementSize(Math.Max(largest + 1, 0)) > room);
        }
    }
}
