namespace Collector.LoadTest.Readings;

/// <summary>A cumulative histogram, and the quantiles that can be read from it.</summary>
internal sealed class HistogramReading(IReadOnlyList<(double Limit, double Count)> buckets)
{
    public double Count => buckets.Count == 0 ? 0 : buckets[^1].Count;

    /// <summary>The upper limit of the bucket that a quantile falls into: it is no more than this.</summary>
    public double UpperBound(double quantile) => Find(quantile) is var found && found < 0 ? double.NaN : buckets[found].Limit;

    /// <summary>The same, interpolated inside the bucket as Prometheus' histogram_quantile does.</summary>
    public double Estimate(double quantile)
    {
        var found = Find(quantile);
        if (found < 0) return double.NaN;
        var (from, below) = found == 0 ? (0, 0) : buckets[found - 1];
        var (to, upTo) = buckets[found];
        return double.IsInfinity(to) ? from : from + (to - from) * (quantile * Count - below) / (upTo - below);
    }

    private int Find(double quantile)
    {
        if (Count == 0) return -1;
        for (var i = 0; i < buckets.Count; i++)
        {
            if (buckets[i].Count > 0 && buckets[i].Count >= quantile * Count) return i;
        }

        return buckets.Count - 1;
    }
}
