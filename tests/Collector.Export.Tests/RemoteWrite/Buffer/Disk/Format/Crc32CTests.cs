using System.Text;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk.Format;

public sealed class Crc32CTests
{
    [Fact] // RFC 3720 appendix B.4
    public void The_standards_examples_come_out()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0x113FDB5Cu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))]));
        Assert.Equal(0xE3069283u, Crc32C.Of(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0u, Crc32C.Of([]));
    }

    [Fact]
    public void Two_stretches_are_as_one()
    {
        var bytes = Encoding.ASCII.GetBytes("123456789");
        for (var cut = 0; cut <= bytes.Length; cut++) Assert.Equal(0xE3069283u, Crc32C.Of(bytes.AsSpan(0, cut), bytes.AsSpan(cut)));
    }
}
