using System.Globalization;
using Collector.Export.Exposition;

namespace Collector.Export.Instruments;

/// <summary>A histogram with the buckets its instrument advises.</summary>
internal sealed class HistogramFamily(string name, FamilyHeader header, double[] bounds) : InstrumentFamily(name, header, isObserved: false)
{
    /// <summary>For seconds, when an instrument advises nothing.</summary>
    public static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly string[] _limits = [.. bounds.Select(bound => bound.ToString(CultureInfo.InvariantCulture)), "+Inf"];

    protected override bool HasSeries
    {
        get
        {
            lock (_gate) return _series.Count > 0;
        }
    }

    public override void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var block = BlockOf(tags);
        var bucket = Array.FindIndex(bounds, bound => value <= bound);
        lock (_gate)
        {
            if (!_series.TryGetValue(block, out var series)) _series.Add(block, series = new Series(bounds.Length + 1));
            series.Counts[bucket < 0 ? bounds.Length : bucket]++;
            series.Sum += value;
        }
    }

    public override void Forget()
    {
        lock (_gate) _series.Clear();
    }

    protected override void WriteSeries(PageBuffer page)
    {
        lock (_gate)
        {
            foreach (var (block, series) in _series) WriteSeries(page, block, series);
        }
    }

    private void WriteSeries(PageBuffer page, string block, Series series)
    {
        var separator = block.Length == 0 ? "" : ",";
        var cumulative = 0L;
        for (var bucket = 0; bucket < _limits.Length; bucket++)
        {
            cumulative += series.Counts[bucket];
            WriteLine(page, Name + "_bucket", $"{block}{separator}le=\"{_limits[bucket]}\"", cumulative);
        }

        WriteLine(page, Name + "_sum", block, series.Sum);
        WriteLine(page, Name + "_count", block, cumulative);
    }

    private sealed class Series(int buckets)
    {
        public long[] Counts { get; } = new long[buckets];

        public double Sum { get; set; }
    }
}
