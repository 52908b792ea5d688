using System.Globalization;
using System.Text;

namespace Collector.LoadTest.Readings;

/// <summary>How long notifications took from the device's timestamp to the daemon, over all targets of one page.</summary>
internal sealed class IngestDelays : ILineHandler
{
    private readonly SortedDictionary<double, double> _buckets = [];

    public void OnLine(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("collector_gnmi_ingest_delay_seconds_bucket{"u8)) return;
        var series = new SeriesLine(line);
        var text = Encoding.ASCII.GetString(series.Label("le"u8));
        var limit = text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
        _buckets[limit] = _buckets.GetValueOrDefault(limit) + double.Parse(series.Value, CultureInfo.InvariantCulture);
    }

    public HistogramReading Since(IngestDelays earlier) =>
        new([.. _buckets.Select(bucket => (bucket.Key, bucket.Value - earlier._buckets.GetValueOrDefault(bucket.Key)))]);
}
