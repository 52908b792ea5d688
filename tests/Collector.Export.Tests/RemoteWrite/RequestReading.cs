using System.Buffers.Binary;
using System.Text;
using Collector.Export.RemoteWrite.Requests;

namespace Collector.Export.Tests.RemoteWrite;

/// <summary>Reads requests of remote write 1.0 as a receiver does. It shares no code with what writes them.</summary>
internal static class RequestReading
{
    public static List<SentSample> Read(ReadOnlySpan<byte> compressed)
    {
        var samples = new List<SentSample>();
        foreach (var (field, series) in Fields(IronSnappy.Snappy.Decode(compressed)))
        {
            Assert.Equal(1, field);
            ReadSeries(series, samples);
        }

        return samples;
    }

    /// <summary>The fields of a message, those of variable length and no others.</summary>
    public static List<(int Field, byte[] Content)> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<(int, byte[])>();
        while (!message.IsEmpty)
        {
            var tag = Number(ref message);
            Assert.Equal(2UL, tag & 7);
            var length = (int)Number(ref message);
            fields.Add(((int)(tag >> 3), message[..length].ToArray()));
            message = message[length..];
        }

        return fields;
    }

    public static ulong Number(ref ReadOnlySpan<byte> from)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var octet = from[0];
            from = from[1..];
            number |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80) return number;
        }
    }

    /// <summary>A sample's time and the bits of its value.</summary>
    public static (long UnixMs, ulong Bits) Sample(ReadOnlySpan<byte> message)
    {
        var (time, bits) = (0L, 0UL);
        while (!message.IsEmpty)
        {
            switch (Number(ref message))
            {
                case 1 << 3 | 1:
                    bits = BinaryPrimitives.ReadUInt64LittleEndian(message);
                    message = message[8..];
                    break;
                case 2 << 3:
                    time = (long)Number(ref message);
                    break;
                default:
                    Assert.Fail("a field that a sample does not have");
                    break;
            }
        }

        return (time, bits);
    }

    private static void ReadSeries(byte[] series, List<SentSample> samples)
    {
        var labels = new List<(string Name, string Value)>();
        foreach (var (field, content) in Fields(series))
        {
            if (field == 1)
            {
                var label = Fields(content);
                Assert.Equal([1, 2], label.Select(part => part.Field));
                labels.Add((Encoding.UTF8.GetString(label[0].Content), Encoding.UTF8.GetString(label[1].Content)));
                continue;
            }

            Assert.Equal(2, field);
            var (time, bits) = Sample(content);
            samples.Add(new SentSample(InWords(labels), time, BitConverter.UInt64BitsToDouble(bits), bits == RequestWriter.StaleMarker, bits));
        }

        AssertProper(labels);
    }

    private static void AssertProper(List<(string Name, string Value)> labels)
    {
        Assert.Equal(labels.Select(label => label.Name).Order(StringComparer.Ordinal).Distinct(), labels.Select(label => label.Name));
        Assert.DoesNotContain(labels, label => label.Name.Length == 0 || label.Value.Length == 0);
        Assert.Contains(labels, label => label.Name == "__name__");
    }

    private static string InWords(List<(string Name, string Value)> labels) =>
        $"{labels.First(label => label.Name == "__name__").Value}{{{string.Join(",", labels.Where(label => label.Name != "__name__").Select(label => $"{label.Name}={label.Value}"))}}}";
}
