using Collector.Grpc.Framing;

namespace Collector.Grpc.Tests.Framing;

/// <summary>A stream of bytes read as a call reads it, in pieces of any size.</summary>
/// <param name="Messages">Those that came out.</param>
/// <param name="Last">What stood after them.</param>
/// <param name="IsDone">Nothing is left.</param>
/// <param name="LargestCapacity">The most room that was held.</param>
internal sealed record FrameReading(List<byte[]> Messages, FrameStatus Last, bool IsDone, int LargestCapacity)
{
    /// <param name="stream">The bytes.</param>
    /// <param name="cuts">How many bytes each read brings, again and again; none for as many as fit.</param>
    /// <param name="limit">Of a message.</param>
    /// <param name="gzip">Whether the headers said gzip.</param>
    public static FrameReading Read(ReadOnlySpan<byte> stream, int[] cuts, int limit, bool gzip)
    {
        var frames = new MessageBuffer(limit) { IsGzip = gzip };
        var messages = new List<byte[]>();
        var capacity = 0;
        for (var round = 0; ; round++)
        {
            var status = FrameStatus.Message;
            while (status == FrameStatus.Message)
            {
                status = frames.TryRead(out var message);
                if (status == FrameStatus.Message) messages.Add(message.ToArray());
            }

            capacity = Math.Max(capacity, frames.Capacity);
            frames.Recycle();
            if (status != FrameStatus.Incomplete || (stream.IsEmpty && frames.Peek() != FrameStatus.Message)) return new FrameReading(messages, status, frames.IsEmpty, capacity);
            if (stream.IsEmpty || frames.Peek() != FrameStatus.Incomplete) continue;
            var memory = frames.GetMemory().Span;
            var count = Math.Min(memory.Length, stream.Length);
            if (cuts.Length > 0) count = Math.Min(count, 1 + (Math.Abs(cuts[round % cuts.Length] % 40)));
            stream[..count].CopyTo(memory);
            frames.Advance(count);
            stream = stream[count..];
        }
    }

    /// <summary>Puts all bytes in, without taking messages out.</summary>
    public static void Feed(MessageBuffer frames, ReadOnlySpan<byte> stream)
    {
        while (!stream.IsEmpty)
        {
            var memory = frames.GetMemory().Span;
            var count = Math.Min(memory.Length, stream.Length);
            stream[..count].CopyTo(memory);
            frames.Advance(count);
            stream = stream[count..];
        }
    }
}
