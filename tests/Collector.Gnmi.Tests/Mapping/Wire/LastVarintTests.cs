using Collector.Gnmi.Mapping.Wire;
using Google.Protobuf;

namespace Collector.Gnmi.Tests.Mapping.Wire;

public sealed class LastVarintTests
{
    [Fact]
    public void A_varint_of_up_to_eight_octets_is_what_protobuf_wrote()
    {
        for (var bits = 0; bits < 56; bits++)
        {
            foreach (var value in new[] { 1UL << bits, (1UL << bits) - 1, 0x5555_5555_5555_5555UL >> 63 - bits, 0x0123_4567_89AB_CDEFUL >> 63 - bits & 0x00FF_FFFF_FFFF_FFFF })
            {
                var message = Message(value, out var length);
                Assert.True(LastVarint.TryRead(message, length, out var read));
                Assert.Equal(value, read);
            }
        }
    }

    [Theory]
    [InlineData(1UL << 56)]
    [InlineData(ulong.MaxValue)]
    public void A_longer_one_is_for_somebody_else(ulong value)
    {
        var message = Message(value, out var length);
        Assert.False(LastVarint.TryRead(message, length, out _));
    }

    [Fact]
    public void Octets_that_are_two_varints_or_half_a_one_are_refused()
    {
        var message = Message(300, out _);
        Assert.False(LastVarint.TryRead(message, 1, out var tail) && tail == 300);
        Assert.False(LastVarint.TryRead(message, 3, out _)); // begins with what stands before it
        Assert.False(LastVarint.TryRead(message.AsSpan(..^1), 1, out _)); // another octet should follow
        Assert.False(LastVarint.TryRead(message, 0, out _));
        Assert.False(LastVarint.TryRead([1, 2], 1, out _)); // no message is so short
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
