using Collector.Gnmi.Mapping.Wire;
using Google.Protobuf;

namespace Collector.Gnmi.Tests.Mapping.Wire;

public sealed class VarintOctetsTests
{
    private static readonly byte[] Rest = [0x08, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    [Fact]
    public void A_varint_of_up_to_eight_octets_is_what_protobuf_wrote()
    {
        for (var bits = 0; bits < 56; bits++)
        {
            foreach (var value in new[] { 1UL << bits, (1UL << bits) - 1, 0x5555_5555_5555_5555UL >> 63 - bits, 0x0123_4567_89AB_CDEFUL >> 63 - bits & 0x00FF_FFFF_FFFF_FFFF })
            {
                var message = Message(value, out var length);
                Assert.True(VarintOctets.TryReadLast(message, length, out var read));
                Assert.Equal(value, read);
                Assert.Equal(length, VarintOctets.ReadFirst([.. message.AsSpan(8), .. Rest], out read));
                Assert.Equal(value, read);
            }
        }
    }

    [Fact]
    public void Of_a_longer_one_the_first_eight_octets_are_read()
    {
        var message = Message(ulong.MaxValue, out _);
        Assert.Equal(0, VarintOctets.ReadFirst(message.AsSpan(8), out var read));
        Assert.Equal((1UL << 56) - 1, read);
    }

    [Fact]
    public void The_reader_of_fields_reads_every_varint_wherever_it_stands()
    {
        for (var bits = 0; bits < 64; bits++)
        {
            var value = ulong.MaxValue >> bits;
            var message = Message(value, out _).AsSpan(8);
            foreach (var behind in (byte[][])[[], Rest])
            {
                var reader = new WireReader([.. message, .. behind]);
                Assert.Equal(value, reader.ReadVarint());
                Assert.Equal(message.Length, reader.Position);
                Assert.Equal(behind.Length == 0, !reader.TryReadTag(out _));
            }

            var half = new WireReader(message[..^1]);
            Assert.Equal(0u, half.ReadVarint());
            Assert.True(half.IsBroken);
        }
    }

    [Theory]
    [InlineData(1UL << 56)]
    [InlineData(ulong.MaxValue)]
    public void A_longer_one_is_for_somebody_else(ulong value)
    {
        var message = Message(value, out var length);
        Assert.False(VarintOctets.TryReadLast(message, length, out _));
    }

    [Fact]
    public void Octets_that_are_two_varints_or_half_a_one_are_refused()
    {
        var message = Message(300, out _);
        Assert.False(VarintOctets.TryReadLast(message, 1, out var tail) && tail == 300);
        Assert.False(VarintOctets.TryReadLast(message, 3, out _)); // begins with what stands before it
        Assert.False(VarintOctets.TryReadLast(message.AsSpan(..^1), 1, out _)); // another octet should follow
        Assert.False(VarintOctets.TryReadLast(message, 0, out _));
        Assert.False(VarintOctets.TryReadLast([1, 2], 1, out _)); // no message is so short
    }

    private static byte[] Message(ulong value, out int length)
    {
        length = CodedOutputStream.ComputeUInt64Size(value);
        var written = new byte[length];
        using var output = new CodedOutputStream(written);
        output.WriteUInt64(value);
        output.Flush();
        return [.. new byte[8], .. written];
    }
}
