using System.Buffers.Binary;
using System.IO.Compression;
using Collector.Grpc.Framing;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Grpc.Tests.Framing;

public sealed class MessageBufferTests
{
    private const int Limit = 1 << 20;

    [Fact]
    public void However_a_stream_is_cut_the_messages_are_the_same() =>
        Prop.ForAll<byte[][], int[], bool>((messages, cuts, gzip) =>
        {
            messages = [.. messages.Select(message => message ?? [])];
            var stream = messages.SelectMany(message => OutgoingMessage.Frame(message, gzip)).ToArray();
            var read = FrameReading.Read(stream, cuts, Limit, gzip: true);
            Assert.Equal(FrameStatus.Incomplete, read.Last);
            Assert.True(read.IsDone);
            Assert.Equal(messages, read.Messages);
        }).AlwaysHolds();

    [Fact]
    public void Whatever_comes_is_read_to_a_declared_end_within_the_limit() =>
        Prop.ForAll<byte[], int[], bool>((noise, cuts, gzip) =>
        {
            var frame = OutgoingMessage.Frame(new byte[100], gzip);
            byte[] stream = [.. frame, .. noise];
            if (noise.Length > 1) stream[noise[0] % stream.Length] ^= noise[1];
            var read = FrameReading.Read(stream, cuts, 1000, gzip: true);
            Assert.True(Enum.IsDefined(read.Last));
            Assert.All(read.Messages, message => Assert.InRange(message.Length, 0, 1000));
            Assert.InRange(read.LargestCapacity, 0, 2 * 128 * 1024);
        }).AlwaysHolds();

    [Theory]
    [InlineData(new byte[] { 2 }, FrameStatus.BadFlag)]
    [InlineData(new byte[] { 0xFF, 0, 0, 0, 0 }, FrameStatus.BadFlag)]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF }, FrameStatus.TooLong)]
    [InlineData(new byte[] { 0, 0x7F, 0xFF, 0xFF, 0xFF }, FrameStatus.TooLong)]
    [InlineData(new byte[] { 1, 0, 0, 0, 1, 0 }, FrameStatus.BadGzip)]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, FrameStatus.BadGzip)]
    [InlineData(new byte[] { 0, 0, 0, 0 }, FrameStatus.Incomplete)]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 7 }, FrameStatus.Incomplete)]
    public void A_frame_that_is_wrong_says_how(byte[] stream, object expected)
    {
        var read = FrameReading.Read(stream, [], Limit, gzip: true);
        Assert.Equal(expected, read.Last);
        Assert.Empty(read.Messages);
    }

    [Fact]
    public void A_compressed_message_without_an_encoding_is_refused() =>
        Assert.Equal(FrameStatus.UnknownEncoding, FrameReading.Read(OutgoingMessage.Frame(new byte[9], gzip: true), [], Limit, gzip: false).Last);

    [Fact]
    public void A_message_as_long_as_the_limit_is_taken_and_one_byte_more_is_not()
    {
        foreach (var gzip in new[] { false, true })
        {
            Assert.Single(FrameReading.Read(OutgoingMessage.Frame(new byte[5000], gzip), [], 5000, gzip: true).Messages);
            Assert.Equal(FrameStatus.TooLong, FrameReading.Read(OutgoingMessage.Frame(new byte[5001], gzip), [], 5000, gzip: true).Last);
        }
    }

    [Fact]
    public void A_bomb_ends_at_the_limit()
    {
        var bomb = OutgoingMessage.Frame(new byte[50_000_000], gzip: true);
        var read = FrameReading.Read(bomb, [], Limit, gzip: true);
        Assert.Equal(FrameStatus.TooLong, read.Last);
        Assert.InRange(read.LargestCapacity, 0, 2 * Limit);
    }

    [Fact]
    public void Compressed_messages_that_break_off_are_not_messages()
    {
        var whole = OutgoingMessage.Frame(Enumerable.Range(0, 3000).Select(number => (byte)(number * number)).ToArray(), gzip: true);
        for (var length = FrameHeader.Size; length < whole.Length; length++)
        {
            var cut = whole[..length];
            BinaryPrimitives.WriteUInt32BigEndian(cut.AsSpan(1), (uint)(length - FrameHeader.Size));
            var read = FrameReading.Read(cut, [], Limit, gzip: true);
            Assert.Equal(FrameStatus.BadGzip, read.Last);
        }
    }

    [Fact]
    public void A_promise_of_much_takes_no_more_room_than_what_arrives()
    {
        var frames = new MessageBuffer(int.MaxValue);
        var stream = new byte[FrameHeader.Size + 1000];
        FrameHeader.Write(stream, isCompressed: false, 500_000_000);
        stream.CopyTo(frames.GetMemory());
        frames.Advance(stream.Length);
        Assert.Equal(FrameStatus.Incomplete, frames.Peek());
        frames.Recycle();
        _ = frames.GetMemory();
        Assert.InRange(frames.Capacity, 1, 128 * 1024);
    }

    [Fact]
    public void The_buffer_shrinks_after_a_large_message_and_is_handed_back_when_nothing_is_left()
    {
        var frames = new MessageBuffer(8 << 20);
        byte[] stream = [.. OutgoingMessage.Frame(new byte[6 << 20], gzip: false), .. OutgoingMessage.Frame([1, 2, 3], gzip: false)];
        FrameReading.Feed(frames, stream.AsSpan(..^2));
        Assert.Equal(FrameStatus.Message, frames.TryRead(out _));
        Assert.Equal(FrameStatus.Incomplete, frames.TryRead(out _));
        frames.Recycle();
        stream.AsSpan(^2..).CopyTo(frames.GetMemory().Span);
        frames.Advance(2);
        Assert.InRange(frames.Capacity, 1, 128 * 1024);
        Assert.Equal(FrameStatus.Message, frames.TryRead(out var last));
        Assert.Equal([1, 2, 3], last.ToArray());
        frames.Recycle();
        Assert.Equal(0, frames.Capacity);
    }

    [Fact]
    public void Decompressed_messages_of_one_read_stay_valid_together()
    {
        var frames = new MessageBuffer(Limit) { IsGzip = true };
        FrameReading.Feed(frames, Enumerable.Range(0, 50).SelectMany(number => OutgoingMessage.Frame(Enumerable.Repeat((byte)number, 300).ToArray(), gzip: true)).ToArray());
        var messages = new List<ReadOnlyMemory<byte>>();
        while (frames.TryRead(out var message) == FrameStatus.Message) messages.Add(message);
        Assert.Equal(50, messages.Count);
        Assert.All(messages.Index(), one => Assert.Equal(Enumerable.Repeat((byte)one.Index, 300), one.Item.ToArray()));
    }

    [Fact]
    public void Much_that_was_compressed_well_is_handed_out_in_portions()
    {
        var frames = new MessageBuffer(Limit) { IsGzip = true };
        FrameReading.Feed(frames, Enumerable.Range(0, 50).SelectMany(_ => OutgoingMessage.Frame(new byte[200_000], gzip: true)).ToArray());
        var (count, rounds) = (0, 0);
        for (; frames.Peek() == FrameStatus.Message; rounds++, frames.Recycle())
        {
            while (frames.TryRead(out _) == FrameStatus.Message) count++;
        }

        Assert.Equal(50, count);
        Assert.InRange(rounds, 5, 50);
    }

    [Fact]
    public void Reading_messages_allocates_nothing()
    {
        var frames = new MessageBuffer(Limit);
        var stream = Enumerable.Range(0, 500).SelectMany(number => OutgoingMessage.Frame(new byte[number], gzip: false)).ToArray();
        var total = 0L;
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            for (var at = 0; at < stream.Length;)
            {
                frames.Recycle();
                var memory = frames.GetMemory();
                var count = Math.Min(memory.Length, Math.Min(stream.Length - at, 7000));
                stream.AsSpan(at, count).CopyTo(memory.Span);
                frames.Advance(count);
                at += count;
                while (frames.TryRead(out var message) == FrameStatus.Message) total += message.Length;
            }
        }));
        Assert.True(total > 0);
    }

    [Fact]
    public void Gzip_of_another_writer_is_read()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write("other"u8);
        byte[] stream = [1, 0, 0, 0, (byte)compressed.Length, .. compressed.ToArray()];
        Assert.Equal(["other"u8.ToArray()], FrameReading.Read(stream, [], Limit, gzip: true).Messages);
    }
}
