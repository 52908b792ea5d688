using System.Text;
using Collector.Export.RemoteWrite.Snappy;
using Google.Protobuf;
using Xunit;

namespace Collector.Testing.RemoteWrite;

/// <summary>A sample of a request of remote write 1.0, read by Google's protobuf.</summary>
/// <param name="Series"><c>name{a=x,b=y}</c>, labels in the order they came.</param>
/// <param name="Instance">The label <c>instance</c>; empty without one.</param>
/// <param name="UnixMs">Its time.</param>
/// <param name="Bits">The bits of its value: stale markers are not equal to themselves.</param>
public sealed record WrittenSample(string Series, string Instance, long UnixMs, ulong Bits)
{
    private const ulong StaleMarker = 0x7ff0000000000002;

    public double Value => BitConverter.UInt64BitsToDouble(Bits);

    public bool IsStale => Bits == StaleMarker;

    public static IReadOnlyList<WrittenSample> ReadAll(ReceivedWrite request)
    {
        Assert.True(SnappyDecoder.TryReadLength(request.Body, out var length, out _));
        var message = new byte[length];
        Assert.True(SnappyDecoder.TryDecode(request.Body, message));
        var samples = new List<WrittenSample>();
        ForEachField(message, (field, content) =>
        {
            if (field == 1) ReadSeries(content, samples);
            else content.SkipLastField(); // metadata
        });
        return samples;
    }

    private static void ReadSeries(CodedInputStream series, List<WrittenSample> samples)
    {
        var labels = new List<(string Name, string Value)>();
        ForEachField(series.ReadBytes().ToByteArray(), (field, content) =>
        {
            if (field == 1) labels.Add(ReadLabel(content.ReadBytes().ToByteArray()));
            else samples.Add(ReadSample(content.ReadBytes().ToByteArray(), labels));
        });
    }

    private static (string Name, string Value) ReadLabel(byte[] label)
    {
        var (name, value) = ("", "");
        ForEachField(label, (field, content) => _ = field == 1 ? name = content.ReadString() : value = content.ReadString());
        return (name, value);
    }

    private static WrittenSample ReadSample(byte[] sample, List<(string Name, string Value)> labels)
    {
        var (bits, time) = (0UL, 0L);
        ForEachField(sample, (field, content) =>
        {
            if (field == 1) bits = content.ReadFixed64();
            else time = content.ReadInt64();
        });
        var text = new StringBuilder(labels.First(label => label.Name == "__name__").Value).Append('{');
        text.AppendJoin(',', labels.Where(label => label.Name != "__name__").Select(label => $"{label.Name}={label.Value}")).Append('}');
        return new WrittenSample(text.ToString(), labels.FirstOrDefault(label => label.Name == "instance").Value ?? "", time, bits);
    }

    private static void ForEachField(byte[] message, Action<int, CodedInputStream> read)
    {
        using var stream = new CodedInputStream(message);
        while (stream.ReadTag() is not 0 and var tag) read(WireFormat.GetTagFieldNumber(tag), stream);
    }
}
