using System.Buffers;
using Collector.Daemon.Web.Limits;

namespace Collector.Daemon.Tests.Web.Limits;

public sealed class AskingFramesTests
{
    private const byte Data = 0;
    private const byte Priority = 2;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte WindowUpdate = 8;

    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Pings_and_settings_are_counted_however_they_are_cut_into_pieces(int piece)
    {
        byte[] sent =
        [
            .. Preface, .. Frame(Settings, 0, 12), .. Frame(Settings, 1, 0), .. Frame(Ping, 0, 8), .. Frame(Ping, 1, 8), .. Frame(WindowUpdate, 0, 4),
            .. Frame(Data, 1, 300), .. Frame(Priority, 0, 5), .. Frame(Ping, 0xFE, 8), .. Frame(Settings, 0, 0),
        ];
        var frames = new AskingFrames();
        Assert.Equal(4, sent.Chunk(piece).Sum(octets => frames.Count(new ReadOnlySequence<byte>(octets))));
    }

    [Fact]
    public void What_is_inside_of_a_frame_is_no_frame()
    {
        byte[] sent = [.. Preface, 0, 0, 51, Data, 0, 0, 0, 0, 1, .. Frame(Ping, 0, 8), .. Frame(Ping, 0, 8), .. Frame(Ping, 0, 8)];
        Assert.Equal(0, new AskingFrames().Count(new ReadOnlySequence<byte>(sent)));
    }

    private static byte[] Frame(byte type, byte flags, int length) => [(byte)(length >> 16), (byte)(length >> 8), (byte)length, type, flags, 0, 0, 0, 0, .. Enumerable.Repeat((byte)Ping, length)];
}
