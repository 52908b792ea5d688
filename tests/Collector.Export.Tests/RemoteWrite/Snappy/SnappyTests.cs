using Collector.Export.RemoteWrite.Snappy;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Export.Tests.RemoteWrite.Snappy;

/// <summary>What we compress, another implementation reads, and the other way round.</summary>
public sealed class SnappyTests
{
    private readonly SnappyEncoder _encoder = new();

    public static TheoryData<string, byte[]> Inputs
    {
        get
        {
            var random = new Random(7);
            var noise = new byte[300_000];
            random.NextBytes(noise);
            var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"ifHCInOctets{{instance=\"192.0.2.{i % 50}\",ifIndex=\"{i}\"}} {random.Next()}\n"));
            return new TheoryData<string, byte[]>
            {
                { "nothing", [] },
                { "an octet", [7] },
                { "fewer octets than are looked at", "abcdabcdabcdab"u8.ToArray() },
                { "one octet again and again", new byte[200_000] },
                { "a copy of 65 octets", [.. noise[..100], .. noise[..65], .. noise[200..260]] },
                { "copies that just reach over a block's end", [.. noise[..65_530], .. noise[..64]] },
                { "exactly a block", noise[..65_536] },
                { "noise", noise },
                { "noise twice, too far apart", [.. noise[..70_000], .. noise[..70_000]] },
                { "a page of series", System.Text.Encoding.UTF8.GetBytes(text) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void What_we_write_is_read_by_another_implementation(string what, byte[] input)
    {
        var compressed = Encode(input);

        Assert.True(input.AsSpan().SequenceEqual(input.Length == 0 ? [] : IronSnappy.Snappy.Decode(compressed)), what);
        Assert.Equal(input, Decode(compressed));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void What_another_implementation_writes_is_read(string what, byte[] input)
    {
        if (input.Length == 0) return; // it does not write that

        Assert.True(input.AsSpan().SequenceEqual(Decode(IronSnappy.Snappy.Encode(input))), what);
    }

    [Fact]
    public void Anything_comes_back_as_it_was() =>
        Prop.ForAll(Gen.Elements<byte>(1, 2, 3, 250).ArrayOf().ToArbitrary(), bytes => Decode(Encode(bytes)) is { } back && back.AsSpan().SequenceEqual(bytes)).AlwaysHolds();

    [Fact]
    public void Broken_bytes_never_throw()
    {
        var random = new Random(11);
        var good = Encode([.. Enumerable.Range(0, 5000).Select(i => (byte)(i % 97))]);
        for (var round = 0; round < 20_000; round++)
        {
            var broken = good.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--) broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            var cut = broken.AsSpan(0, random.Next(broken.Length + 1));
            if (SnappyDecoder.TryReadLength(cut, out var length, out _) && length <= 1 << 20) SnappyDecoder.TryDecode(cut, new byte[length]);
        }
    }

    [Fact]
    public void Whatever_is_cut_short_is_refused()
    {
        var good = Encode([.. Enumerable.Range(0, 5000).Select(i => (byte)(i % 97))]);
        var room = new byte[5000];
        for (var length = 0; length < good.Length; length++) Assert.False(SnappyDecoder.TryDecode(good.AsSpan(0, length), room));
        Assert.True(SnappyDecoder.TryDecode(good, room));
    }

    [Fact]
    public void A_length_beyond_what_an_array_holds_is_refused() => Assert.False(SnappyDecoder.TryReadLength([0xFF, 0xFF, 0xFF, 0xFF, 0x08], out _, out _));

    [Fact]
    public void Compressing_allocates_nothing()
    {
        var input = new byte[100_000];
        new Random(3).NextBytes(input.AsSpan(0, 50_000));
        var room = new byte[SnappyEncoder.MaxLength(input.Length)];

        Assert.Equal(0, Allocations.InSteadyState(() => _encoder.Encode(input, room)));
    }

    private byte[] Encode(byte[] input)
    {
        var room = new byte[SnappyEncoder.MaxLength(input.Length)];
        return room[.._encoder.Encode(input, room)];
    }

    private static byte[]? Decode(byte[] compressed)
    {
        if (!SnappyDecoder.TryReadLength(compressed, out var length, out _)) return null;
        var decoded = new byte[length];
        return SnappyDecoder.TryDecode(compressed, decoded) ? decoded : null;
    }
}
