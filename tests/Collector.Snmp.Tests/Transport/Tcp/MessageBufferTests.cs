using Collector.Snmp.Transport.Tcp;

namespace Collector.Snmp.Tests.Transport.Tcp;

public sealed class MessageBufferTests
{
    [Fact]
    public void Messages_are_found_wherever_the_stream_is_cut()
    {
        byte[][] messages = [Message(0), Message(5), Message(127), Message(128), Message(300), Message(5000), Message(1)];
        byte[] stream = [.. messages.SelectMany(message => message)];
        foreach (int piece in new[] { 1, 2, 3, 7, 1000, 4096, stream.Length })
        {
            using var buffer = new MessageBuffer(longest: 6000);
            var found = new List<byte[]>();
            for (int at = 0; at < stream.Length;)
            {
                int count = Write(buffer, stream.AsSpan(at, Math.Min(piece, stream.Length - at)));
                Assert.InRange(count, 1, piece);
                at += count;
                while (buffer.TryTake(out ReadOnlySpan<byte> message) == MessageStatus.Whole)
                    found.Add(message.ToArray());
            }

            Assert.Equal(messages, found);
        }
    }

    [Theory]
    [InlineData("3080", nameof(MessageStatus.NotAMessage))]
    [InlineData("0205", nameof(MessageStatus.NotAMessage))]
    [InlineData("474554", nameof(MessageStatus.NotAMessage))]
    [InlineData("3085000000000A", nameof(MessageStatus.NotAMessage))]
    [InlineData("30FF", nameof(MessageStatus.NotAMessage))]
    [InlineData("3084FFFFFFFF", nameof(MessageStatus.TooLong))]
    [InlineData("308203E5", nameof(MessageStatus.TooLong))]
    [InlineData("308203E4", nameof(MessageStatus.Incomplete))]
    [InlineData("30840000", nameof(MessageStatus.Incomplete))]
    [InlineData("30", nameof(MessageStatus.Incomplete))]
    [InlineData("", nameof(MessageStatus.Incomplete))]
    [InlineData("3000", nameof(MessageStatus.Whole))]
    [InlineData("308400000000", nameof(MessageStatus.Whole))]
    [InlineData("308100", nameof(MessageStatus.Whole))]
    public void The_head_of_a_stream_is_judged_before_anything_is_kept(string hex, string expected)
    {
        using var buffer = new MessageBuffer(longest: 1000);
        if (hex.Length > 0)
            Write(buffer, Convert.FromHexString(hex));
        Assert.Equal(expected, buffer.TryTake(out _).ToString());
        Assert.InRange(buffer.Free().Length, 1, 8192);
    }

    [Fact]
    public void Random_streams_neither_throw_nor_grow_beyond_the_limit()
    {
        var random = new Random(17);
        byte[] noise = new byte[64];
        for (int round = 0; round < 20_000; round++)
        {
            using var buffer = new MessageBuffer(longest: 484);
            for (int piece = 0; piece < 20; piece++)
            {
                random.NextBytes(noise);
                noise[0] = 0x30;
                Write(buffer, noise.AsSpan(0, random.Next(1, noise.Length)));
                MessageStatus status;
                while ((status = buffer.TryTake(out _)) == MessageStatus.Whole)
                    Assert.InRange(buffer.Free().Length, 1, 8192);
                if (status != MessageStatus.Incomplete)
                    break;
            }
        }
    }

    /// <summary>A SEQUENCE with so many octets of content, its length as short as can be.</summary>
    internal static byte[] Message(int content)
    {
        byte[] head = content < 128 ? [0x30, (byte)content]
            : content < 256 ? [0x30, 0x81, (byte)content]
            : [0x30, 0x82, (byte)(content >> 8), (byte)content];
        return [.. head, .. Enumerable.Range(0, content).Select(i => (byte)(i * 3))];
    }

    private static int Write(MessageBuffer buffer, ReadOnlySpan<byte> octets)
    {
        Span<byte> free = buffer.Free().Span;
        int count = Math.Min(free.Length, octets.Length);
        octets[..count].CopyTo(free);
        buffer.Received(count);
        return count;
    }
}
