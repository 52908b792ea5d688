using Google.Protobuf;

namespace Collector.Daemon.Tests.Otlp;

/// <summary>One metric as it was pushed: its points by their attributes, <c>key=value</c> sorted and joined.</summary>
internal sealed record PushedMetric(string Name, string Unit, bool IsCounter, bool IsHistogram, IReadOnlyDictionary<string, double> Points);

/// <summary>Takes an ExportMetricsServiceRequest apart by the field numbers of opentelemetry-proto's metrics.proto. A histogram's points are its counts.</summary>
internal static class PushedMetrics
{
    public static (IReadOnlyDictionary<string, string> Resource, IReadOnlyList<PushedMetric> Metrics) Read(byte[] request)
    {
        var (resource, metrics) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<PushedMetric>());
        foreach (var ofResource in Fields(request).Where(field => field.Number == 1))
        {
            foreach (var part in Fields(ofResource.Bytes))
            {
                if (part.Number == 1) foreach (var attribute in Fields(part.Bytes).Where(field => field.Number == 1)) Add(resource, attribute.Bytes);
                if (part.Number == 2) metrics.AddRange(Fields(part.Bytes).Where(field => field.Number == 2).Select(field => Metric(field.Bytes)));
            }
        }

        return (resource, metrics);
    }

    private static PushedMetric Metric(byte[] metric)
    {
        var (name, unit, isCounter, isHistogram, points) = ("", "", false, false, new Dictionary<string, double>(StringComparer.Ordinal));
        foreach (var field in Fields(metric))
        {
            if (field.Number == 1) name = Text(field.Bytes);
            if (field.Number == 3) unit = Text(field.Bytes);
            isHistogram |= field.Number == 9;
            if (field.Number is not (5 or 7 or 9)) continue; // gauge, sum, histogram
            foreach (var part in Fields(field.Bytes))
            {
                isCounter |= field.Number == 7 && part is { Number: 3, Value: 1 };
                if (part.Number == 1) Point(part.Bytes, field.Number == 9, points);
            }
        }

        return new PushedMetric(name, unit, isCounter, isHistogram, points);
    }

    private static void Point(byte[] point, bool isHistogram, Dictionary<string, double> points)
    {
        var (attributes, value) = (new Dictionary<string, string>(StringComparer.Ordinal), double.NaN);
        foreach (var field in Fields(point))
        {
            if (field.Number == (isHistogram ? 9 : 7)) Add(attributes, field.Bytes);
            else if (field.Number == 4) value = isHistogram ? field.Value : BitConverter.Int64BitsToDouble(field.Value);
            else if (field.Number == 6 && !isHistogram) value = field.Value;
        }

        points.Add(string.Join(',', attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}=\"{pair.Value}\"")), value);
    }

    private static void Add(Dictionary<string, string> attributes, byte[] keyValue)
    {
        var fields = Fields(keyValue);
        var value = Fields(fields.Single(field => field.Number == 2).Bytes).Single();
        attributes.Add(Text(fields.Single(field => field.Number == 1).Bytes), value.Number == 1 ? Text(value.Bytes) : $"{value.Value}");
    }

    private static string Text(byte[] utf8) => System.Text.Encoding.UTF8.GetString(utf8);

    private static List<(int Number, byte[] Bytes, long Value)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[], long)>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is not 0 and var tag)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            fields.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.LengthDelimited => (number, input.ReadBytes().ToByteArray(), 0),
                WireFormat.WireType.Fixed64 => (number, [], (long)input.ReadFixed64()),
                WireFormat.WireType.Fixed32 => (number, [], input.ReadFixed32()),
                _ => (number, [], input.ReadInt64()),
            });
        }

        return fields;
    }
}
