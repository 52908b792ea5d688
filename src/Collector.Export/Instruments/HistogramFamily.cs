using System.Collections.Concurrent;
using System.Globalization;
using Collector.Export.Exposition.Lines;
using Collector.Export.Exposition.Output;
using Collector.Pipeline.Concurrency;

namespace Collector.Export.Instruments;

/// <summary>A histogram with the buckets its instrument advises.</summary>
internal sealed class HistogramFamily(string name, FamilyHeader header, double[] bounds) : InstrumentFamily(name, header, isObserved: false)
{
    /// <summary>For seconds, when an instrument advises nothing.</summary>
    public static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, SharedHistogram> _series = new(StringComparer.Ordinal);
    private readonly string[] _limits = [.. bounds.Select(bound => bound.ToString(CultureInfo.InvariantCulture)), "+Inf"];

    protected override bool HasSeries => !_series.IsEmpty;

    // Lanes record here while they poll, so nothing may wait or allocate once a series is known.
    // NaN is no value: it only makes a series known, so that it is shown at 0.
    public override void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _series.GetOrAdd(BlockOf(tags), static (_, bounds) => new SharedHistogram(bounds), bounds);
        if (!double.IsNaN(value)) series.Record(value);
    }

    public override void Forget() => _series.Clear();

    protected override void WriteSeries(PageBuffer page)
    {
        foreach (var (block, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal)) WriteSeries(page, block, series);
    }

    private void WriteSeries(PageBuffer page, string block, SharedHistogram series)
    {
        var separator = block.Length == 0 ? "" : ",";
        var cumulative = 0L;
        for (var bucket = 0; bucket < _limits.Length; bucket++)
        {
            cumulative += series.CountOf(bucket);
            WriteLine(page, Name + "_bucket", $"{block}{separator}le=\"{_limits[bucket]}\"", cumulative);
        }

        WriteLine(page, Name + "_sum", block, series.Sum);
        WriteLine(page, Name + "_count", block, cumulative);
    }
}
