using Collector.Grpc.Calls;
using Collector.Grpc.Framing;

namespace Collector.Fuzz.Targets;

/// <summary>The body of a gRPC response, cut into reads by its own bytes, and the text of a status.</summary>
internal sealed class GrpcFramesTarget : FuzzTarget
{
    private const int Limit = 64 * 1024;

    /// <summary>What a buffer may hold: the largest read, or twice the longest message, and as much of what was decompressed.</summary>
    private const int MostRoom = 2 * 128 * 1024;

    public override string Name => "grpc-frames";

    public override IReadOnlyList<byte[]> Samples { get; } =
    [
        [.. Frame("one"u8), .. Frame(""u8), .. Frame("three"u8)],
        OutgoingMessage.Frame(new byte[5000], gzip: true),
        [.. OutgoingMessage.Frame("compressed"u8, gzip: true), .. Frame(new byte[20_000]), .. Frame("bad credentials: %C3%A9%25%25 test%0A2nd line"u8)],
    ];

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        [0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [2, 0, 0, 0, 0], [0, 0xFF, 0xFF, 0xFF, 0xFF], [1, 0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 1, 0, 0], [0, 0, 1, 0, 1], [1, 0, 0, 0, 18], [0x1F, 0x8B, 8],
        OutgoingMessage.Frame(new byte[Limit + 1], gzip: true), OutgoingMessage.Frame(new byte[Limit], gzip: true), "%"u8.ToArray(), "%E2%80%AE"u8.ToArray(), "%1b["u8.ToArray(),
    ];

    public override void Read(byte[] input)
    {
        var inPieces = ReadAll(input, piece: 1 + (input.Length % 700));
        var atOnce = ReadAll(input, piece: int.MaxValue);
        Must(inPieces.Last == atOnce.Last && inPieces.Messages.SequenceEqual(atOnce.Messages), "messages are the same however the stream is cut");
        Must(!PercentEncoding.DecodeForLog(System.Text.Encoding.Latin1.GetString(input)).Any(char.IsControl), "a status is one line");
    }

    private static byte[] Frame(ReadOnlySpan<byte> message) => OutgoingMessage.Frame(message, gzip: false);

    /// <summary>Messages as hashes, and what stood after them.</summary>
    private static (List<int> Messages, FrameStatus Last) ReadAll(ReadOnlySpan<byte> input, int piece)
    {
        var frames = new MessageBuffer(Limit) { IsGzip = true };
        var messages = new List<int>();
        while (true)
        {
            FrameStatus status;
            while ((status = frames.TryRead(out var message)) == FrameStatus.Message)
            {
                Must(message.Length <= Limit, "no message is over the limit");
                messages.Add(Hash(message.Span));
            }

            Must(frames.Capacity <= MostRoom, "room is bounded");
            frames.Recycle();
            if (status != FrameStatus.Incomplete) return (messages, status);
            if (frames.Peek() == FrameStatus.Message) continue;
            if (input.IsEmpty) return (messages, status);
            var memory = frames.GetMemory().Span;
            Must(!memory.IsEmpty, "there is room");
            var count = Math.Min(Math.Min(memory.Length, input.Length), piece);
            input[..count].CopyTo(memory);
            frames.Advance(count);
            input = input[count..];
        }
    }

    private static int Hash(ReadOnlySpan<byte> message)
    {
        var hash = default(HashCode);
        hash.AddBytes(message);
        return hash.ToHashCode();
    }
}
